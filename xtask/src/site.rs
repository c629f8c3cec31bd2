//! Builds the site's files for the server: minified, precompressed, and named by a hash of their content.
//!
//! The files are written to `target/site`, where the server's build script reads them. Unchanged files are
//! not rewritten.

use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
};

use anyhow::{Context, anyhow};
use flate2::{Compression, write::GzEncoder};
use lightningcss::{
    bundler::{Bundler, FileProvider},
    stylesheet::{MinifyOptions, ParserOptions, PrinterOptions},
};
use sha2::{Digest, Sha256};

use crate::{
    Profile, top,
    wasm::{ARTEFACTS, Use},
};

/// Writes every file of the site and removes outdated ones. Development builds use fast compression.
pub(crate) fn assemble(profile: Profile) -> anyhow::Result<()> {
    let folder = top().join("target/site");
    fs::create_dir_all(&folder)?;
    let mut files = BTreeMap::new();
    for (name, content) in [style()?, icon()?].into_iter().chain(islands()?) {
        let (brotli, gzip) = (brotli(&content, profile)?, gzip(&content, profile)?);
        eprintln!("   {name}: {} B, Brotli {} B, gzip {} B", content.len(), brotli.len(), gzip.len());
        files.insert(format!("{name}.br"), brotli);
        files.insert(format!("{name}.gz"), gzip);
        files.insert(name, content);
    }
    for entry in fs::read_dir(&folder)? {
        let entry = entry?;
        if !entry.file_name().to_str().is_some_and(|name| files.contains_key(name)) {
            fs::remove_file(entry.path())?;
        }
    }
    for (name, content) in files {
        let path = folder.join(name);
        if fs::read(&path).ok().as_ref() != Some(&content) {
            fs::write(path, content)?;
        }
    }
    Ok(())
}

fn style() -> anyhow::Result<(String, Vec<u8>)> {
    let files = FileProvider::new();
    let mut bundler = Bundler::new(&files, None, ParserOptions::default());
    let mut sheet = bundler.bundle(&top().join("style/main.css")).map_err(|error| anyhow!("{error}"))?;
    sheet.minify(MinifyOptions::default()).map_err(|error| anyhow!("{error}"))?;
    let css = sheet.to_css(PrinterOptions { minify: true, ..PrinterOptions::default() })?.code.into_bytes();
    Ok((format!("site.{}.css", hash(&[&css])), css))
}

fn icon() -> anyhow::Result<(String, Vec<u8>)> {
    let svg = read(&top().join("public/favicon.svg"))?;
    Ok((format!("favicon.{}.svg", hash(&[&svg])), svg))
}

/// The scripts and their WASM. Both files of a pair carry a hash of both, because Leptos takes one name for
/// the pair and appends `_bg` itself.
fn islands() -> anyhow::Result<Vec<(String, Vec<u8>)>> {
    let mut files = Vec::new();
    for artefact in ARTEFACTS.iter().filter(|artefact| artefact.used_by == Use::Site) {
        let name = artefact.name;
        let script = read(&artefact.folder().join(format!("{name}.js")))?;
        let wasm = read(&artefact.folder().join(format!("{name}_bg.wasm")))?;
        let hash = hash(&[&script, &wasm]);
        files.push((format!("{name}.{hash}.js"), script));
        files.push((format!("{name}.{hash}_bg.wasm"), wasm));
    }
    Ok(files)
}

fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    fs::read(path).with_context(|| PathBuf::from(path).display().to_string())
}

/// A hash of 64 bits in hexadecimal, enough that two versions of a file never share a name.
fn hash(parts: &[&[u8]]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part);
    }
    format!("{:x}", digest.finalize()).split_at(16).0.to_owned()
}

fn brotli(content: &[u8], profile: Profile) -> anyhow::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let quality = match profile {
        Profile::Dev => 1,
        Profile::Release => 11,
    };
    let parameters = brotli::enc::BrotliEncoderParams { quality, size_hint: content.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &content[..], &mut compressed, &parameters)?;
    Ok(compressed)
}

fn gzip(content: &[u8], profile: Profile) -> anyhow::Result<Vec<u8>> {
    let level = match profile {
        Profile::Dev => Compression::fast(),
        Profile::Release => Compression::best(),
    };
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}
