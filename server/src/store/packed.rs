//! Long texts in compressed form. The length is stored first, so that reading needs no more memory than it states.
//!
//! An assessment repeats the same words for each step, so it shrinks to a twentieth or less.

use std::io::{Read, Write};

use app::store::Refused;
use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;

use super::corrupt;

/// The first byte names the encoding of the rest. This one stands for a length of four bytes, little-endian,
/// followed by the UTF-8 text compressed with zlib.
const ZLIB: u8 = 1;

/// How hard it is tried. The default takes twice the time, and spares three per cent of an assessment.
const LEVEL: Compression = Compression::new(3);

/// Texts longer than this, in bytes, are compressed on another thread.
const SHORT: usize = 64 * 1024;

/// A text in stored form.
#[derive(Debug)]
pub(super) struct Packed(Vec<u8>);

impl Packed {
    /// Compresses a text.
    pub(super) async fn of(text: String) -> Result<Self, Refused> {
        beside(text.len(), move || pack(&text)).await
    }

    /// Wraps stored bytes.
    pub(super) fn kept(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        &self.0
    }

    /// Decompresses the text.
    pub(super) async fn text(self) -> Result<String, Refused> {
        let length = header(&self.0).map_or(0, |(length, _)| length);
        beside(length, move || unpack(&self.0)).await
    }
}

/// Runs short work directly, and long work on a thread on which no request waits.
async fn beside<T: Send + 'static>(
    length: usize,
    work: impl FnOnce() -> Result<T, Refused> + Send + 'static,
) -> Result<T, Refused> {
    if length <= SHORT {
        return work();
    }
    tokio::task::spawn_blocking(work).await.map_err(|error| Refused::Failed(error.into()))?
}

fn pack(text: &str) -> Result<Packed, Refused> {
    let length = u32::try_from(text.len()).map_err(|error| Refused::Failed(error.into()))?;
    let mut bytes = vec![ZLIB];
    bytes.extend(length.to_le_bytes());
    let mut encoder = ZlibEncoder::new(bytes, LEVEL);
    let packed = encoder.write_all(text.as_bytes()).and_then(|()| encoder.finish());
    packed.map(Packed).map_err(|error| Refused::Failed(error.into()))
}

fn unpack(bytes: &[u8]) -> Result<String, Refused> {
    let (length, rest) = header(bytes).ok_or_else(|| corrupt("a packed text"))?;
    let mut text = String::new();
    let limit = u64::try_from(length).unwrap_or(u64::MAX).saturating_add(1);
    match ZlibDecoder::new(rest).take(limit).read_to_string(&mut text) {
        Ok(read) if read == length => Ok(text),
        Ok(_) => Err(corrupt("a packed text of the length that it says")),
        Err(error) => Err(Refused::Failed(error.into())),
    }
}

/// The length of the text and its compressed form.
fn header(bytes: &[u8]) -> Option<(usize, &[u8])> {
    let (form, rest) = bytes.split_first()?;
    let (length, rest) = rest.split_first_chunk()?;
    let length = usize::try_from(u32::from_le_bytes(*length)).ok()?;
    (*form == ZLIB).then_some((length, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_text_comes_back_as_it_went_in() {
        for text in [String::new(), "\u{0} ☕".to_owned(), "Reserve the seat. ".repeat(10_000)] {
            let packed = Packed::of(text.clone()).await.unwrap();
            assert!(packed.0.len() < 20 + text.len() / 20, "{}", packed.0.len());
            assert_eq!(packed.text().await.unwrap(), text);
        }
    }

    #[tokio::test]
    async fn what_is_longer_than_it_says_or_broken_is_refused() {
        let whole = pack(&"word ".repeat(1_000)).unwrap().0;
        let mut longer = whole.clone();
        longer[1..5].copy_from_slice(&100_u32.to_le_bytes());
        let mut shorter = whole.clone();
        shorter[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
        let mut other = whole.clone();
        other[0] = 2;
        let mut flipped = whole.clone();
        *flipped.last_mut().unwrap() ^= 1;
        for broken in [longer, shorter, other, flipped, whole[..whole.len() - 6].to_vec(), whole[..3].to_vec(), vec![]]
        {
            assert!(matches!(Packed::kept(broken).text().await, Err(Refused::Failed(_))));
        }
    }
}
