//! Reads rule packs from a folder, once at start-up, and reports the faults of all of them together.

use std::{
    fmt,
    fs::{self, File},
    io,
    path::Path,
};

use app::pack::{PackForm, PackText, Rulesets, Unusable};

use crate::{
    cli::terminal::{self, plain},
    file,
};

/// All faults of the packs in a folder, formatted for a terminal.
#[derive(Debug)]
pub struct Faults(Vec<String>);

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the rule packs cannot be used")?;
        self.0.iter().try_for_each(|fault| write!(formatter, "\n\n{}", fault.trim_end()))
    }
}

impl std::error::Error for Faults {}

/// The shipped rules and the packs of a folder: every file with the ending yaml, yml, toml or json, in the
/// order of the file names.
pub fn load(folder: Option<&Path>) -> Result<Rulesets, Faults> {
    let mut rulesets = Rulesets::default();
    let Some(folder) = folder else { return Ok(rulesets) };
    let mut faults = Vec::new();
    let files = match files(folder) {
        Ok(files) => files,
        Err(error) => return Err(Faults(vec![format!("{}: {error}", plain(&folder.display().to_string()))])),
    };
    for (name, form) in files {
        match read(Path::new(&name), form) {
            Err(error) => faults.push(format!("{}: {error}", plain(&name))),
            Ok(text) => match text.read() {
                Err(unusable) => faults.push(told(&name, &text.text, &unusable)),
                Ok((pack, tree)) => {
                    for case in pack.check(&text.text, &tree).iter().filter(|case| !case.faults.is_empty()) {
                        // A failing case says that the pack misses its purpose; its rules are still usable.
                        tracing::warn!(pack = pack.rulebook().id(), case = case.name, "a case of this pack fails");
                    }
                    let id = pack.rulebook().id().to_owned();
                    if !rulesets.add(pack, text.clone()) {
                        faults.push(format!(
                            "{}: another pack in this folder is called {} already",
                            plain(&name),
                            plain(&id)
                        ));
                    }
                }
            },
        }
    }
    if faults.is_empty() { Ok(rulesets) } else { Err(Faults(faults)) }
}

/// Reads the pack in a file, which may be as long as a request body.
pub fn read(path: &Path, form: PackForm) -> io::Result<PackText> {
    let bytes = file::read(File::open(path)?)?;
    let text = String::from_utf8(bytes).map_err(|_| io::Error::new(io::ErrorKind::InvalidData, "it is not UTF-8"))?;
    Ok(PackText { form, text })
}

/// The reasons why a pack is unusable, each fault with its line.
pub fn told(name: &str, text: &str, unusable: &Unusable<'_>) -> String {
    match unusable {
        Unusable::Syntax(error) => terminal::stop(name, text, "not_readable", error),
        Unusable::Faulty(tree, faults) => terminal::faults(name, text, tree, faults),
    }
}

fn files(folder: &Path) -> io::Result<Vec<(String, PackForm)>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        let name = path.display().to_string();
        if let Some(form) = PackForm::of_file(&name).filter(|_| path.is_file()) {
            files.push((name, form));
        }
    }
    files.sort_by(|(one, _), (other, _)| one.cmp(other));
    Ok(files)
}
