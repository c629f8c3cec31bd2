use std::io::{BufRead, Write};
use engine::{Description, Model, Rulebook, Tree, assess, model, text::clues};
use serde_json::{Value, json};
fn answer(line: &str) -> Value {
    let v: Value = serde_json::from_str(line).unwrap();
    let book = Rulebook::shipped();
    let body = &v["body"];
    match v["path"].as_str().unwrap() {
        "/assessments" => {
            let text = body.to_string();
            let tree = Tree::from_json(&text).unwrap();
            match model::read(&text, &tree, book) { Ok(m) => serde_json::to_value(assess(&m)).unwrap(), Err(f) => json!({"problem": 422, "text": serde_json::to_string(&f).unwrap()}) }
        }
        "/descriptions" if body["from"] == "description" => {
            let text = body["content"].to_string();
            let tree = Tree::from_json(&text).unwrap();
            match model::read(&text, &tree, book) { Ok(m) => { let (d, e) = clues::fill(&m); json!({"description": d, "evidence": e}) }, Err(f) => json!({"problem": 422, "text": serde_json::to_string(&f).unwrap()}) }
        }
        "/descriptions" if body["from"] == "text" => match engine::text::prose::read(body["content"].as_str().unwrap(), book) { Ok(p) => json!({"description": p.description, "evidence": p.evidence, "left_over": p.left_over}), Err(why) => json!({"problem": 422, "text": why}) },
        _ => json!({"problem": 404, "text": ""}),
    }
}
fn main() {
    let _ : Option<(Description, Model<'_>)> = None;
    if let Some(step) = std::env::args().nth(1) { print!("{}", clues::debug(&step)); return; }
    for line in std::io::stdin().lock().lines() {
        let out = answer(&line.unwrap());
        println!("{out}");
        std::io::stdout().flush().unwrap();
    }
}
