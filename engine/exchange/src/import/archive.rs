//! Unpacks the pages of a zip archive into one text, within limits: what is packed small can be huge.

use std::io::{self, Read};

use flate2::read::DeflateDecoder;
use rawzip::{CompressionMethod, ZipArchive, ZipArchiveEntryWayfinder, ZipSliceArchive};

/// Maximum number of files in an archive.
const MOST_FILES: usize = 5_000;

/// Maximum length of all texts together, in bytes.
const LONGEST: usize = 1024 * 1024;

/// Maximum length of one page before it is cut down to its head, in bytes.
const LONGEST_PAGE: u64 = 256 * 1024;

/// What stands around the path of a page in the text.
pub(super) const MARK: &str = "====";

/// Why an archive is not unpacked, as a full sentence.
pub(super) type Refused = String;

/// The head of each page of an archive below a line with its path: what stands between the two lines `---` at its
/// top. Pages without a head are passed over.
pub(super) fn unpack(bytes: &[u8]) -> Result<String, Refused> {
    let no_archive = |_| "This is no zip archive, or it is damaged.".to_owned();
    let archive = ZipArchive::from_slice(bytes).map_err(no_archive)?;
    let mut text = String::new();
    let mut unpacked = 0;
    let mut entries = archive.entries();
    let mut count = 0;
    while let Some(entry) = entries.next_entry().map_err(no_archive)? {
        count += 1;
        if count > MOST_FILES {
            return Err(format!("The archive has more than {MOST_FILES} files."));
        }
        let path = String::from_utf8_lossy(entry.file_path().as_ref()).into_owned();
        if !is_page(&path) || path.chars().any(char::is_control) {
            continue;
        }
        let (method, place) = (entry.compression_method(), entry.wayfinder());
        let page = inflate(&archive, method, place)
            .map_err(|_| format!("`{path}` cannot be unpacked: it is damaged, too long or packed in another way."))?;
        unpacked += page.len();
        if unpacked > 8 * LONGEST {
            return Err("The archive unpacks to more than 8 MiB of pages.".to_owned());
        }
        let Some(head) = head(&page) else { continue };
        text.extend([MARK, " ", &path, " ", MARK, "\n", head]);
        if text.len() > LONGEST {
            return Err("The heads of the pages have more than 1 MiB.".to_owned());
        }
    }
    if text.is_empty() {
        return Err("No page in the archive has a head with an `id`, as pages of EventCatalog have.".to_owned());
    }
    Ok(text)
}

fn inflate(
    archive: &ZipSliceArchive<&[u8]>,
    method: CompressionMethod,
    place: ZipArchiveEntryWayfinder,
) -> io::Result<String> {
    let entry = archive.get_entry(place).map_err(io::Error::other)?;
    let mut page = Vec::new();
    let length = match method {
        CompressionMethod::STORE => entry.data().take(LONGEST_PAGE + 1).read_to_end(&mut page)?,
        CompressionMethod::DEFLATE => {
            DeflateDecoder::new(entry.data()).take(LONGEST_PAGE + 1).read_to_end(&mut page)?
        }
        _ => return Err(io::ErrorKind::Unsupported.into()),
    };
    if length as u64 > LONGEST_PAGE {
        return Err(io::ErrorKind::FileTooLarge.into());
    }
    String::from_utf8(page).map_err(io::Error::other)
}

/// Whether a path is that of a page.
pub(super) fn is_page(path: &str) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    ending == "md" || ending == "mdx"
}

/// What stands between the two lines `---` at the top of a page.
fn head(page: &str) -> Option<&str> {
    let page = page.trim_start_matches('\u{feff}');
    let rest = page.strip_prefix("---\n").or_else(|| page.strip_prefix("---\r\n"))?;
    let mut end = 0;
    for line in rest.split_inclusive('\n') {
        if line.trim_end() == "---" {
            return rest.get(..end);
        }
        end += line.len();
    }
    None
}
