//! The Model Context Protocol on standard input and output: a message on each line, and its answer on a line.

use std::io::{self, BufRead, Read, Write};

use app::{advisor::Advisor, document, limit::TEXT_LIMIT};

use crate::mcp::{
    protocol::{self, Desk, Outcome},
    rpc,
};

/// Answers messages until the input ends.
///
/// # Errors
/// The input cannot be read, or nobody reads the output.
pub fn serve(advisor: &Advisor, mut input: impl BufRead, mut output: impl Write) -> io::Result<()> {
    let desk = Desk { advisor, has_store: false, request: "" };
    let mut line = Vec::new();
    loop {
        line.clear();
        // One byte more than a message may have tells that it has more.
        if input.by_ref().take(TEXT_LIMIT as u64 + 1).read_until(b'\n', &mut line)? == 0 {
            return Ok(());
        }
        let answer = if line.len() > TEXT_LIMIT && line.last() != Some(&b'\n') {
            skip_line(&mut input)?;
            Some(refusal(rpc::INVALID_REQUEST, format!("A message may have {TEXT_LIMIT} bytes.")))
        } else if line.trim_ascii().is_empty() {
            None
        } else {
            answer(desk, &line)
        };
        if let Some(answer) = answer {
            output.write_all(answer.as_bytes())?;
            output.write_all(b"\n")?;
            output.flush()?;
        }
    }
}

/// The answer to a line; `None` if it wants none.
fn answer(desk: Desk<'_>, line: &[u8]) -> Option<String> {
    let Ok(text) = document::decode(line) else {
        return Some(refusal(rpc::PARSE_ERROR, "This is not UTF-8.".to_owned()));
    };
    match protocol::answer(desk, text, None) {
        Outcome::Now(answer) => answer.body,
        // Tools that wait for a store are not offered here, so none is called.
        Outcome::Later(_) => None,
    }
}

fn refusal(code: i32, message: String) -> String {
    rpc::error(&(None, rpc::Error::new(code, message)))
}

/// Reads to the end of the line and keeps nothing of it.
fn skip_line(input: &mut impl BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        let (read, is_end) = match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), buffer.is_empty()),
        };
        input.consume(read);
        if is_end {
            return Ok(());
        }
    }
}
