//! Paints an SVG as PNG: a whole picture, or the small preview that goes with a link.
//!
//! The font is our own (`app/fonts`), so the same SVG gives the same bytes on all machines of the same kind.
//! The module knows nothing of the picture's contents. Painting takes tens of milliseconds, so a server does
//! it on a worker thread.

use std::sync::{Arc, LazyLock};

use resvg::tiny_skia::{Color, GradientStop, LinearGradient, Paint, Pixmap, Point, Rect, SpreadMode, Transform};
use resvg::usvg::{ImageHrefResolver, Options, Tree, fontdb};

use crate::problem::Problem;

/// The media type of the painted pictures.
pub const MEDIA_TYPE: &str = "image/png";

/// Default scale: output pixels per SVG pixel, in thousandths. Large pictures get a smaller scale.
const SCALE: u64 = 2_000;
/// Maximum number of pixels, on each side and in total.
const MOST_SIDE: u64 = 8_192;
const MOST_PIXELS: u64 = 16_000_000;

/// Smallest scale, in thousandths, at which a picture can still be read. Letters are then four pixels high.
const LEAST_SCALE: u64 = 300;
/// Maximum painting time of a picture, and the estimated time of its parts, in microseconds on an ordinary processor.
const MOST_COST: u64 = 700_000;
const COST_OF_TEXT: u64 = 50;
const COST_OF_CHARACTER: u64 = 2;
const COST_OF_SHAPE: u64 = 20;
const COST_OF_DASHES: u64 = 10;
const COST_OF_KILOPIXEL: u64 = 9;

/// Size of a link preview, in pixels, and the width of the empty border around its content.
const PREVIEW: (u16, u16) = (1_200, 630);
const BORDER: u16 = 40;
/// Smallest scale at which the text of a link preview can be read. Content that does not fit at this scale is cut off.
const READABLE: f32 = 0.85;
/// Largest scale of a small picture in a preview.
const LARGE: f32 = 2.0;
/// Width and height of the part of a large picture that a link preview can show, in SVG pixels, with a margin.
pub const PREVIEWED: (u32, u32) = (1_500, 800);
/// Width, in pixels, of the strip in which a cut picture fades out.
const FADE: f32 = 90.0;
/// The SVG's background colour: red, green, blue.
const PAPER: (u8, u8, u8) = (0xfb, 0xfa, 0xf7);

/// Characters that our pictures use but the font lacks, each with its replacement.
const STAND_INS: [(char, &str); 2] = [('\u{25a0}', "\u{2022}"), ('\u{2192}', "\u{203a}")];

/// The font, in the two weights that pictures use.
static FACE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut faces = fontdb::Database::new();
    let regular: &'static [u8] = include_bytes!("../../fonts/Roboto-Regular.ttf");
    let bold: &'static [u8] = include_bytes!("../../fonts/Roboto-Bold.ttf");
    for face in [regular, bold] {
        faces.load_font_source(fontdb::Source::Binary(Arc::new(face)));
    }
    faces.set_sans_serif_family("Roboto");
    Arc::new(faces)
});

/// Paints one of our SVGs with two output pixels per SVG pixel. A large picture gets a smaller scale, so that
/// it never exceeds 8,192 pixels on a side or 16 million in total. The cost is estimated before painting.
///
/// # Errors
/// The picture is too large to be painted, or could not be read at the scale that fits. If the text is no
/// SVG, the fault is ours.
pub fn png(svg: &str) -> Result<Vec<u8>, Problem> {
    Cost::of(svg).check()?;
    let tree = read(svg)?;
    let size = tree.size().to_int_size();
    let (width, height) = fit(size.width(), size.height());
    let scale = (f32::from(width) / tree.size().width(), f32::from(height) / tree.size().height());
    let mut pixels = blank(width, height)?;
    resvg::render(&tree, Transform::from_scale(scale.0, scale.1), &mut pixels.as_mut());
    encode(&pixels)
}

/// Paints one of our SVGs as a link preview of 1200 by 630 pixels. It shows the whole picture if that is
/// readable, and otherwise its beginning.
///
/// # Errors
/// As for [`png`].
pub fn preview(svg: &str) -> Result<Vec<u8>, Problem> {
    let tree = read(svg)?;
    let (width, height) = (f32::from(PREVIEW.0), f32::from(PREVIEW.1));
    let border = f32::from(BORDER);
    let room = (width - 2.0 * border, height - 2.0 * border);
    let size = (tree.size().width(), tree.size().height());
    let scale = (room.0 / size.0).min(room.1 / size.1).clamp(READABLE, LARGE);
    let (wide, high) = (size.0 * scale, size.1 * scale);
    // A picture that fits is centred. A picture that is cut starts at the border.
    let left = ((width - wide) / 2.0).max(border);
    let top = ((height - high) / 2.0).max(border);
    let mut pixels = blank(PREVIEW.0, PREVIEW.1)?;
    pixels.fill(paper(255));
    resvg::render(&tree, Transform::from_row(scale, 0.0, 0.0, scale, left, top), &mut pixels.as_mut());
    if left + wide > width {
        fade(&mut pixels, (width - FADE, 0.0), (width, 0.0));
    }
    if top + high > height {
        fade(&mut pixels, (0.0, height - FADE), (0.0, height));
    }
    encode(&pixels)
}

/// The amounts that determine the painting time of one of our SVGs, counted in its text.
#[derive(Debug, Default, PartialEq, Eq)]
struct Cost {
    /// Width and height of the picture, in SVG pixels.
    size: (u32, u32),
    texts: u64,
    characters: u64,
    shapes: u64,
    /// Total length of all dashed lines, in hundreds of SVG pixels.
    dashes: u64,
}

impl Cost {
    fn of(svg: &str) -> Self {
        let mut cost = Self::default();
        let mut tags = svg.split('<').skip(1);
        if let Some(root) = tags.next() {
            let side = |name| attribute(root, name).and_then(|side| side.parse().ok()).unwrap_or_default();
            cost.size = (side(" width=\""), side(" height=\""));
        }
        for tag in tags {
            if let Some(text) = tag.strip_prefix("text") {
                cost.texts += 1;
                let characters = text.rsplit('>').next().map_or(0, |text| text.chars().count());
                cost.characters += u64::try_from(characters).unwrap_or(u64::MAX);
            } else if tag.starts_with("path") || tag.starts_with("rect") {
                cost.shapes += 1;
                if tag.contains("stroke-dasharray") {
                    cost.dashes += length(tag) / 100;
                }
            }
        }
        cost
    }

    /// Checks that the picture is readable at the scale that fits and that painting it does not take too long.
    fn check(&self) -> Result<(), Problem> {
        let (width, height) = self.size;
        let refused = |because: &str| {
            Err(Problem::picture_too_large(format!(
                "The picture would be {width} by {height} pixels, with {} texts and {} shapes: {because}. Ask for \
                 one flow with `flow=ID`, or take it as SVG.",
                self.texts, self.shapes
            )))
        };
        if scale(width, height) < LEAST_SCALE {
            return refused("made small enough to be painted, it could not be read");
        }
        if self.millionths() > MOST_COST {
            return refused("painting it would take too long");
        }
        Ok(())
    }

    /// The estimated painting time in microseconds.
    fn millionths(&self) -> u64 {
        let (width, height) = fit(self.size.0, self.size.1);
        let pixels = u64::from(width) * u64::from(height);
        [
            (self.texts, COST_OF_TEXT),
            (self.characters, COST_OF_CHARACTER),
            (self.shapes, COST_OF_SHAPE),
            (self.dashes, COST_OF_DASHES),
            (pixels / 1_000, COST_OF_KILOPIXEL),
        ]
        .into_iter()
        .fold(0, |sum, (number, cost)| sum.saturating_add(number.saturating_mul(cost)))
    }
}

/// The value of a tag's attribute. `name` includes the space before the name, and the equals sign and
/// quotation mark after.
fn attribute<'t>(tag: &'t str, name: &str) -> Option<&'t str> {
    tag.split_once(name)?.1.split('"').next()
}

/// The approximate length of the outline of one of our paths or rectangles, in SVG pixels.
fn length(tag: &str) -> u64 {
    if let Some(path) = attribute(tag, " d=\"") {
        let mut corners = path.split(['M', 'L']).filter_map(|corner| {
            let (x, y) = corner.split_once(' ')?;
            Some((x.parse::<u64>().ok()?, y.parse::<u64>().ok()?))
        });
        let Some(mut last) = corners.next() else { return 0 };
        let mut length = 0;
        for corner in corners {
            length += corner.0.abs_diff(last.0) + corner.1.abs_diff(last.1);
            last = corner;
        }
        return length;
    }
    let side = |name| attribute(tag, name).and_then(|side| side.parse::<u64>().ok()).unwrap_or_default();
    2 * (side(" width=\"") + side(" height=\""))
}

/// Width and height of the output for a picture of this size, in pixels, each at least 1.
fn fit(width: u32, height: u32) -> (u16, u16) {
    let scale = scale(width, height);
    let pixels = |side: u32| {
        let pixels = u64::from(side.max(1)) * scale / 1_000;
        u16::try_from(pixels.clamp(1, MOST_SIDE)).unwrap_or(u16::MAX)
    };
    (pixels(width), pixels(height))
}

/// Output pixels per SVG pixel for a picture of this size, in thousandths.
fn scale(width: u32, height: u32) -> u64 {
    let (width, height) = (u64::from(width.max(1)), u64::from(height.max(1)));
    let by_area = (MOST_PIXELS * 1_000_000 / (width * height)).isqrt();
    SCALE.min(MOST_SIDE * 1_000 / width).min(MOST_SIDE * 1_000 / height).min(by_area)
}

fn read(svg: &str) -> Result<Tree, Problem> {
    let options = Options {
        font_family: "Roboto".to_owned(),
        fontdb: Arc::clone(&FACE),
        // Our pictures embed no other image. If an SVG did, no file is read for it.
        image_href_resolver: ImageHrefResolver {
            resolve_data: Box::new(|_, _, _| None),
            resolve_string: Box::new(|_, _| None),
        },
        ..Options::default()
    };
    let mut svg = svg.to_owned();
    for (sign, stand_in) in STAND_INS {
        if svg.contains(sign) {
            svg = svg.replace(sign, stand_in);
        }
    }
    Tree::from_str(&svg, &options).map_err(|error| ours(&error))
}

fn blank(width: u16, height: u16) -> Result<Pixmap, Problem> {
    Pixmap::new(width.into(), height.into()).ok_or_else(|| ours(&"a picture without a size"))
}

fn paper(opacity: u8) -> Color {
    Color::from_rgba8(PAPER.0, PAPER.1, PAPER.2, opacity)
}

/// Fades the picture into the background colour between two points.
fn fade(pixels: &mut Pixmap, from: (f32, f32), to: (f32, f32)) {
    let stops = vec![GradientStop::new(0.0, paper(0)), GradientStop::new(1.0, paper(255))];
    let (start, end) = (Point::from_xy(from.0, from.1), Point::from_xy(to.0, to.1));
    let gradient = LinearGradient::new(start, end, stops, SpreadMode::Pad, Transform::identity());
    let area = Rect::from_xywh(from.0, from.1, f32::from(PREVIEW.0) - from.0, f32::from(PREVIEW.1) - from.1);
    if let (Some(shader), Some(area)) = (gradient, area) {
        let paint = Paint { shader, anti_alias: false, ..Paint::default() };
        pixels.fill_rect(area, &paint, Transform::identity(), None);
    }
}

fn encode(pixels: &Pixmap) -> Result<Vec<u8>, Problem> {
    pixels.encode_png().map_err(|error| ours(&error))
}

fn ours(error: &dyn std::fmt::Display) -> Problem {
    tracing::error!(%error, "a picture was not painted");
    Problem::internal("")
}

#[cfg(test)]
mod tests {
    use super::*;

    const SVG: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="200" height="60"
        font-family="system-ui, 'Segoe UI', sans-serif"><rect width="200" height="60" fill="#fbfaf7"/>
        <text x="10" y="24" font-size="13" fill="#1b1d22">Reserve the seat</text>
        <text x="10" y="50" font-size="13" font-weight="600" fill="#1b1d22">Reserve the seat</text></svg>"##;

    fn painted(svg: &str) -> Pixmap {
        Pixmap::decode_png(&png(svg).unwrap()).unwrap()
    }

    /// The amount of ink in a part of the picture: the sum of the darkness of its pixels.
    fn ink(pixels: &Pixmap, rows: std::ops::Range<u32>, columns: std::ops::Range<u32>) -> u32 {
        let darkness = |x, y| 255 - u32::from(pixels.pixel(x, y).unwrap().green());
        rows.map(|y| columns.clone().map(|x| darkness(x, y)).sum::<u32>()).sum()
    }

    #[test]
    fn text_is_there_and_bold_where_it_is_bold() {
        let pixels = painted(SVG);
        assert_eq!((pixels.width(), pixels.height()), (400, 120));
        let (regular, bold) = (ink(&pixels, 20..60, 20..240), ink(&pixels, 72..112, 20..240));
        let paper = 5 * 40 * 220;
        assert!(regular > 3 * paper, "{regular}");
        assert!(bold - paper > (regular - paper) * 115 / 100, "{bold} {regular}");
        assert_eq!(ink(&pixels, 0..120, 300..400), 5 * 120 * 100, "there is nothing but paper behind the text");
    }

    #[test]
    fn the_marks_of_our_pictures_are_painted_and_not_as_empty_boxes() {
        let mark = |sign: &str| {
            let pixels = painted(&SVG.replace("Reserve the seat", sign));
            ink(&pixels, 0..60, 0..60) - 5 * 60 * 60
        };
        let missing = mark("\u{6f22}");
        for sign in ["\u{25a0}", "\u{2248}", "\u{2026}", "\u{201c}", "\u{2192}", "\u{b7}"] {
            assert!(mark(sign) > 0 && mark(sign) != missing, "{sign}");
        }
    }

    #[test]
    fn dashes_leave_gaps() {
        let line = |dashes: &str| {
            let svg = format!(
                r##"<svg xmlns="http://www.w3.org/2000/svg" width="110" height="10"><path d="M0 5H110" stroke="#000"
                stroke-width="2" {dashes}/></svg>"##
            );
            let pixels = painted(&svg);
            (0..220).filter(|x| pixels.pixel(*x, 10).unwrap().alpha() == 255).count()
        };
        assert_eq!(line(""), 220);
        assert_eq!(line(r#"stroke-dasharray="6 5""#), 120);
    }

    #[test]
    fn what_nobody_could_read_or_wait_for_is_refused_before_it_is_painted() {
        let refused = |svg: &str| png(svg).unwrap_err();
        let wide = SVG.replace("width=\"200\"", "width=\"90000\"");
        assert_eq!((refused(&wide).status(), refused(&wide).kind.code), (422, "picture_too_large"));
        assert!(refused(&wide).detail.contains("90000 by 60") && refused(&wide).detail.contains("flow=ID"));
        // These texts are not well-formed, so painting one would report a fault of ours.
        let texts = |number: usize| SVG.replace("<rect", &"<text>Reserve the seat".repeat(number));
        assert_eq!(refused(&texts(50_000)).kind.code, "picture_too_large");
        assert_eq!(refused(&texts(10)).status(), 500);
        let dashes = format!("<path d=\"M0 0L0 {0}L9 {0}\" stroke-dasharray=\"6 5\"/>", 100_000_000);
        assert_eq!(refused(&SVG.replace("<rect", &format!("{dashes}<rect"))).kind.code, "picture_too_large");
    }

    #[test]
    fn the_cost_is_counted_in_what_is_drawn() {
        let cost = Cost::of(SVG);
        assert_eq!(cost, Cost { size: (200, 60), texts: 2, characters: 32, shapes: 1, dashes: 0 });
        assert!(cost.millionths() < MOST_COST / 10);
        assert_eq!(length("path d=\"M10 10L10 60L40 60\" stroke-dasharray=\"6 5\"/>"), 80);
        assert_eq!(length("rect x=\"1\" y=\"2\" width=\"100\" height=\"50\"/>"), 300);
    }

    #[test]
    fn no_picture_is_larger_than_the_bounds_and_none_is_empty() {
        for (width, height) in [(960, 520), (1, 1), (20_000, 300), (300, 90_000), (9_000, 9_000), (u32::MAX, u32::MAX)]
        {
            let (w, h) = fit(width, height);
            assert!(w >= 1 && h >= 1 && u64::from(w.max(h)) <= MOST_SIDE, "{width} x {height}: {w} x {h}");
            assert!(u64::from(w) * u64::from(h) <= MOST_PIXELS, "{width} x {height}: {w} x {h}");
        }
        assert_eq!(fit(960, 520), (1920, 1040));
        assert_eq!(fit(20_000, 300).0, 8_180);
    }

    #[test]
    fn a_links_picture_has_its_size_and_shows_the_whole_or_the_beginning() {
        let corner = |svg: &str| {
            let pixels = Pixmap::decode_png(&preview(svg).unwrap()).unwrap();
            assert_eq!((pixels.width(), pixels.height()), (1200, 630));
            pixels
        };
        let small = corner(SVG);
        assert_eq!(ink(&small, 0..630, 0..300), 5 * 630 * 300, "in the middle, with paper around");
        assert!(ink(&small, 200..430, 400..800) > 5 * 230 * 400);
        let wide = SVG.replace("width=\"200\"", "width=\"9000\"");
        let wide = corner(&wide);
        assert!(ink(&wide, 290..340, 40..200) > 5 * 50 * 160 + 10_000, "the beginning, at a size that can be read");
    }

    #[test]
    fn the_same_picture_is_the_same_bytes_and_what_is_none_is_our_fault() {
        assert_eq!(png(SVG), png(SVG));
        assert_eq!(png("no picture").unwrap_err().status(), 500);
        let outside = SVG.replace("<text", "<image href=\"/etc/passwd\" width=\"9\" height=\"9\"/><text");
        assert_eq!(png(&outside), png(SVG), "nothing outside is looked at");
    }
}
