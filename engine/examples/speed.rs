use std::time::Instant;
fn main() {
    let book = engine::Rulebook::shipped();
    let novel = "It was late when the clerk went home. Nobody had paid, and the rain fell on the roofs of the town. ";
    let list = "- reserve the seat, never oversell\n- charge the card\n- mail the receipt, it can wait\n- tell everybody who listens\n";
    let odd = ["word", "a ", "\u{1f600}", "\u{0}\u{1}", "Gr\u{fc}\u{df}e aus M\u{fc}nchen, wir bestellen. ", "<div><b>&amp;", novel, list,
        "\u{202e}\u{2066}\u{200f}x ", "- ", "((((", "then ", "-> ", "if when once ", "\n\n# a\n", "1) ", "reserve, ", "is is is ",
        "the customer who that which ", "a\u{301}", "\"'\"'", "the the the ", "\t- x\n", "\n", "x\n", "get ", "if it is paid we ship and ", "not ", "never lose money and ", "pay, pay and pay ", "A -> B: pay\n"];
    let _ = engine::text::prose::read("reserve the seat", book);
    for piece in odd {
        for size in [4 * 1024, 64 * 1024] {
            let mut text = String::new();
            while text.len() + piece.len() <= size { text.push_str(piece); }
            let mut r = engine::text::prose::read(&text, book);
            let t = (0..9).map(|_| { let start = Instant::now(); r = engine::text::prose::read(&text, book); start.elapsed() }).min().unwrap();
            let n = r.map(|r| r.description.flows.iter().map(|f| f.steps.len()).sum::<usize>()).unwrap_or(0);
            println!("{:8.2} ms {:6} {:4} steps {:?}", t.as_secs_f64() * 1e3, size, n, &piece[..piece.len().min(30).min(piece.char_indices().nth(12).map_or(piece.len(), |(i, _)| i))]);
        }
    }
}
