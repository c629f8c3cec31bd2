//! Writes the table of the site's files that `assets.rs` includes, so that the binary carries them.
//!
//! The files are those that `cargo xtask` leaves in `target/site`, or in the folder that `EDA_ADVISOR_SITE` names:
//! `NAME.HASH.EXT` and, beside it, the same compressed as `.br` and `.gz`. Without the folder the table is empty.

use std::{
    env,
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf},
};

use base64::{Engine, prelude::BASE64_STANDARD};
use sha2::{Digest, Sha384};

fn main() -> io::Result<()> {
    let site = env::var_os("EDA_ADVISOR_SITE")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/site"), PathBuf::from);
    println!("cargo::rerun-if-env-changed=EDA_ADVISOR_SITE");
    println!("cargo::rerun-if-changed={}", site.display());

    let mut table = String::from("&[\n");
    for file in files(&site)? {
        if let Some(row) = row(&file)? {
            let _ = writeln!(table, "{row}");
        }
    }
    table.push(']');
    let out = env::var_os("OUT_DIR").ok_or_else(|| io::Error::other("cargo sets OUT_DIR"))?;
    fs::write(Path::new(&out).join("assets.rs"), table)
}

/// The files of `folder` in the order of their names; none if there is no such folder.
fn files(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = match fs::read_dir(folder) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<Vec<_>>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    files.sort();
    Ok(files)
}

/// The table's row for `file`; none for what is not served by its own name.
fn row(file: &Path) -> io::Result<Option<String>> {
    let Some((logical, name, media_type)) = named(file) else { return Ok(None) };
    Ok(Some(format!(
        "Asset {{ logical: \"{logical}\", path: \"/assets/{name}\", media_type: \"{media_type}\", \
         integrity: \"{}\", plain: {}, brotli: {}, gzip: {} }},",
        integrity(&fs::read(file)?),
        include(file),
        compressed(file, "br"),
        compressed(file, "gz"),
    )))
}

/// What pages call `file`, its own name, and its media type.
fn named(file: &Path) -> Option<(String, &str, &'static str)> {
    let name = file.file_name()?.to_str()?;
    let media_type = match file.extension()?.to_str()? {
        "css" => "text/css; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "svg" => "image/svg+xml",
        "wasm" => "application/wasm",
        _ => return None,
    };
    let (stem, rest) = name.split_once('.')?;
    let (_hash, extension) = rest.rsplit_once('.')?;
    Some((format!("{stem}.{extension}"), name, media_type))
}

/// What a browser compares a file with before it uses it, as it stands in the attribute `integrity`.
fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", BASE64_STANDARD.encode(Sha384::digest(content)))
}

fn compressed(file: &Path, ending: &str) -> String {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    let file = PathBuf::from(name);
    if file.exists() { format!("Some({})", include(&file)) } else { "None".to_owned() }
}

fn include(file: &Path) -> String {
    format!("include_bytes!({:?})", file.display().to_string())
}
