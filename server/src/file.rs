//! Reads a file that somebody names, up to the length that a request's body may have.

use std::io::{self, Read};

use app::limit::{TEXT_LIMIT, TEXT_LIMIT_IN_WORDS};

/// The bytes of a file or of standard input.
///
/// # Errors
/// What the operating system says, and `FileTooLarge` for a text over the limit.
pub fn read(source: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(TEXT_LIMIT).unwrap_or(u64::MAX);
    source.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() > TEXT_LIMIT {
        let message = format!("it is longer than {TEXT_LIMIT_IN_WORDS}");
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, message));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_read_up_to_the_limit() {
        let most = u64::try_from(TEXT_LIMIT).unwrap();
        assert_eq!(read(io::repeat(b' ').take(most)).unwrap().len(), TEXT_LIMIT);
        let error = read(io::repeat(b' ').take(most + 1)).unwrap_err();
        assert_eq!(error.to_string(), "it is longer than 1 MiB");
    }
}
