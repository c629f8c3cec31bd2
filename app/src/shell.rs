//! The HTML document around every page: head, header, main and footer.
//!
//! It does not know how a page is requested or sent. Every page loads the islands' script, because every page hears
//! a few keys.

use std::sync::Arc;

use advice::rules;
use hydration_context::SsrSharedContext;
use leptos::{config::LeptosOptions, html, hydration::HydrationScripts, prelude::*};

use crate::components::{
    keys::{self, Key, Keys},
    my_work::{Kind, Remember},
};

/// A page that the site's navigation leads to. Its name there begins the page's title.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The start page.
    Start,
    /// What this browser made.
    MyWork,
    /// The decision matrix.
    Matrix,
    /// Phrases told apart.
    Messages,
    /// Snippets checked.
    Snippets,
    /// The learning pages.
    Learn,
    /// The rules.
    Rules,
    /// The words.
    Words,
}

impl Place {
    const ALL: [Self; 8] = [
        Self::Start,
        Self::MyWork,
        Self::Matrix,
        Self::Messages,
        Self::Snippets,
        Self::Learn,
        Self::Rules,
        Self::Words,
    ];

    fn path(self) -> &'static str {
        match self {
            Self::Start => "/",
            Self::MyWork => "/my-work",
            Self::Matrix => "/matrix",
            Self::Messages => "/messages",
            Self::Snippets => "/snippets",
            Self::Learn => "/learn",
            Self::Rules => "/rules",
            Self::Words => "/words",
        }
    }

    fn name(self) -> &'static str {
        match self {
            Self::Start => "New",
            Self::MyWork => "My work",
            Self::Matrix => "Decision matrix",
            Self::Messages => "Messages",
            Self::Snippets => "Snippets",
            Self::Learn => "Learn",
            Self::Rules => "Rules",
            Self::Words => "Words",
        }
    }
}

/// The content of a page, before the document is built around it.
pub struct Page {
    title: String,
    description: String,
    preview: Option<Preview>,
    feed: Option<String>,
    place: Option<Place>,
    keys: &'static [Key],
    work: Option<(Kind, [String; 3])>,
    searched: String,
    body: Box<dyn FnOnce() -> AnyView + Send>,
}

/// The preview that other programs show for a link to the page. Both addresses are absolute.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The permanent address of the page.
    pub url: String,
    /// The address of a picture of 1200 by 630 pixels.
    pub image: String,
}

impl Page {
    /// A page with the browser's title, a description in one sentence, and the content of `main`.
    ///
    /// `body` runs when the page is rendered, so it owns the data that it needs.
    pub fn new<V: IntoView + 'static>(
        title: &str,
        description: &str,
        body: impl FnOnce() -> V + Send + 'static,
    ) -> Self {
        let body = Box::new(move || body().into_any());
        Self {
            title: title.to_owned(),
            description: description.to_owned(),
            preview: None,
            feed: None,
            place: None,
            keys: &[],
            work: None,
            searched: String::new(),
            body,
        }
    }

    /// Returns the page with the mark that the navigation leads to it, or to the list that it is part of.
    #[must_use]
    pub fn at(mut self, place: Place) -> Self {
        self.place = Some(place);
        self
    }

    /// Returns the page with keys that it hears itself, for the list of keys.
    #[must_use]
    pub fn with_keys(mut self, keys: &'static [Key]) -> Self {
        self.keys = keys;
        self
    }

    /// Returns the page as somebody's own work, which the browser remembers by its path and name. `of` is the path of
    /// the report that a draft continues; empty if there is none.
    #[must_use]
    pub fn remembered(mut self, kind: Kind, path: &str, name: &str, of: &str) -> Self {
        self.work = Some((kind, [path, name, of].map(str::to_owned)));
        self
    }

    /// Returns the page with these words in the search field.
    #[must_use]
    pub fn searched(mut self, words: &str) -> Self {
        words.clone_into(&mut self.searched);
        self
    }

    /// Returns the page with a link preview.
    #[must_use]
    pub fn previewed(mut self, preview: Preview) -> Self {
        self.preview = Some(preview);
        self
    }

    /// Returns the page with the address of an Atom feed, which feed readers find by the page's address.
    #[must_use]
    pub fn with_feed(mut self, address: &str) -> Self {
        self.feed = Some(address.to_owned());
        self
    }

    /// Renders the whole document.
    ///
    /// `nonce` must be the nonce in the answer's Content-Security-Policy. `links` tells where the site's files are.
    pub fn render(self, links: &Links, nonce: &str) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            let body = (self.body)().to_html();
            let preview = self.preview.map(|preview| previewed(&self.title, &self.description, preview));
            view! {
                <html lang="en">
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1"/>
                        <title>{self.title}</title>
                        <meta name="description" content=self.description/>
                        {preview}
                        {self.feed.map(|feed| view! {
                            <link rel="alternate" type="application/atom+xml" title="Revisions" href=feed/>
                        })}
                        {links.style.map(|style| view! {
                            <link rel="stylesheet" href=style.path integrity=style.integrity/>
                        })}
                        {links.icon.map(|icon| view! { <link rel="icon" type="image/svg+xml" href=icon/> })}
                        {links.islands.map(|islands| view! { <IslandScripts islands nonce=nonce.to_owned()/> })}
                    </head>
                    <body>
                        <a class="skip" href="#main">"Skip to the content"</a>
                        {header(self.place, &self.searched)}
                        <main id="main" inner_html=body></main>
                        {footer(self.keys)}
                        {self.work.map(|(kind, [path, name, of])| view! { <Remember kind path name of/> })}
                    </body>
                </html>
            }
            .to_html()
        });
        owner.unset_with_forced_cleanup();
        format!("<!DOCTYPE html>{}", valid(&without_preloads(&html)))
    }

    /// Renders the content of `main` alone: the end of a document of which the rest was sent before, with the scripts.
    pub fn render_content(self) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| (self.body)().to_html());
        owner.unset_with_forced_cleanup();
        valid(&html)
    }
}

/// A document without what every page has: nothing leads on within the site, and no script runs.
pub struct Bare {
    title: String,
    body: AnyView,
}

impl Bare {
    /// A document with this title and body.
    pub fn new(title: &str, body: AnyView) -> Self {
        Self { title: title.to_owned(), body }
    }

    /// Renders the whole document. `links` tells where the site's files are.
    pub fn render(self, links: &Links) -> String {
        let html = view! {
            <html lang="en">
                <head>
                    <meta charset="utf-8"/>
                    <meta name="viewport" content="width=device-width, initial-scale=1"/>
                    <title>{self.title}</title>
                    {links.style.map(|style| view! {
                        <link rel="stylesheet" href=style.path integrity=style.integrity/>
                    })}
                    {links.icon.map(|icon| view! { <link rel="icon" type="image/svg+xml" href=icon/> })}
                </head>
                <body>{self.body}</body>
            </html>
        };
        format!("<!DOCTYPE html>{}", valid(&html.to_html()))
    }
}

/// The top of every page: the way home, the navigation and the search. A narrow window keeps both in a menu, which
/// the browser opens without a script.
fn header(here: Option<Place>, searched: &str) -> AnyView {
    let link = |place: Place| {
        let current = (here == Some(place)).then_some("page");
        view! { <li><a href=place.path() aria-current=current>{place.name()}</a></li> }
    };
    view! {
        <header class="site">
            <a class="home" href="/"><Mark/>"EDA Advisor"</a>
            <button type="button" id="menu-button" class="quiet" popovertarget="menu">"Menu"</button>
            <div id="menu" popover="auto">
                <nav aria-label="Site"><ul>{Place::ALL.map(link).into_iter().collect_view()}</ul></nav>
                <search>
                    <form class="find" action="/search">
                        <input
                            id="search"
                            type="search"
                            name="q"
                            value=searched.to_owned()
                            maxlength="200"
                            placeholder="Search rules and words"
                            aria-label="Search rules and words"
                            aria-keyshortcuts="/"
                        />
                        <kbd aria-hidden="true">"/"</kbd>
                    </form>
                </search>
            </div>
        </header>
    }
    .into_any()
}

/// The end of every page: what decides, what is promised, and the keys.
fn footer(keys: &'static [Key]) -> AnyView {
    let rules = format!("Rules {}", rules::shipped().version());
    view! {
        <footer class="site">
            <p>"Rules decide, with their reasons. Nothing you enter leaves this server unless you say so."</p>
            <ul>
                <li><a href="/rules">{rules}</a></li>
                <li><a href="/problems">"What can go wrong"</a></li>
                <li><a href="/reference">"API"</a></li>
                <li>
                    <button type="button" id="keys-button" class="plain" popovertarget="keys">
                        "Keys "<kbd aria-hidden="true">"?"</kbd>
                    </button>
                </li>
            </ul>
            {keys::list(keys)}
            <Keys/>
        </footer>
    }
    .into_any()
}

/// What Leptos wrote, as validators accept it: it marks places with `<!>`, which browsers read as an empty comment.
fn valid(html: &str) -> String {
    html.replace("<!>", "<!---->")
}

/// The document without the links by which Leptos preloads script and WASM. Their 130 kB would come in the way of the
/// style sheet, without which a browser paints nothing; the script asks for both as soon as there is time.
fn without_preloads(html: &str) -> String {
    let start = html.find("<link rel=\"modulepreload\"");
    let links = start.and_then(|start| html[start..].find("<script").map(|length| start..start + length));
    links.map_or_else(|| html.to_owned(), |links| [&html[..links.start], &html[links.end..]].concat())
}

/// The Open Graph properties of a page, which programs read to show a preview.
fn previewed(title: &str, description: &str, Preview { url, image }: Preview) -> AnyView {
    let properties = [
        ("og:type", "article"),
        ("og:site_name", "EDA Advisor"),
        ("og:title", title),
        ("og:description", description),
        ("og:url", &url),
        ("og:image", &image),
        ("og:image:type", "image/png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        ("og:image:alt", description),
    ];
    let property =
        |(name, content): (&'static str, &str)| html::meta().attr("property", name).content(content.to_owned());
    let properties: Vec<_> = properties.into_iter().map(property).collect();
    view! { {properties}<meta name="twitter:card" content="summary_large_image"/> }.into_any()
}

/// The absolute paths of the site's files; `None` for files that are missing from the build.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    /// The style sheet.
    pub style: Option<File>,
    /// The icon.
    pub icon: Option<&'static str>,
    /// The script and the WASM of the islands.
    pub islands: Option<Islands>,
}

/// A file of the site whose hash the browser checks before use.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// The absolute path.
    pub path: &'static str,
    /// The hash, as in the attribute `integrity`.
    pub integrity: &'static str,
}

/// The islands' script and WASM.
#[derive(Clone, Copy, Debug)]
pub struct Islands {
    /// The common file name of script and WASM, without folder and ending.
    pub stem: &'static str,
    /// The script.
    pub script: File,
}

/// The folder that the site's files are served from, without slashes.
pub const ASSETS: &str = "assets";

/// Leptos loads the islands when the browser has nothing else to do. A fast answer leaves it idle before it has painted
/// anything, and then 130 kB would come in the way of the first picture: so this waits until the second frame begins,
/// unless the page is hidden and has no frames. From then on it waits for one second at most: some browsers never say
/// that they are idle, and the islands of their pages would stay dead.
const WAKE: &str = "{const idle = window.requestIdleCallback;
const late = (run) => idle.call(window, run, {timeout: 1000});
const frame = window.requestAnimationFrame;
if (idle) window.requestIdleCallback = (run) => document.hidden ? late(run) : frame(() => frame(() => late(run)))}";

/// Loads the islands' script and WASM, and activates every island on the page.
///
/// The nonce is set here, because Leptos would take it from a context of its own.
#[component]
fn IslandScripts(islands: Islands, nonce: String) -> impl IntoView {
    let Islands { stem, script } = islands;
    let options = LeptosOptions::builder().output_name(stem).site_pkg_dir(ASSETS).build();
    // Another script imports this one, so its hash has to be in the import map.
    let hashes = format!("{{\"integrity\":{{\"{}\":\"{}\"}}}}", script.path, script.integrity);
    view! {
        <script type="importmap" nonce=nonce.clone() inner_html=hashes></script>
        <script nonce=nonce.clone() inner_html=WAKE></script>
        <HydrationScripts options islands=true attr:nonce=nonce/>
    }
}

/// The product's logo: a call that becomes an event.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 34 22" aria-hidden="true">
            <path d="M1 6h15" class="call"/>
            <path d="M16 6c8 0 6 10 17 10" class="publish"/>
            <circle cx="16" cy="6" r="3.2" class="sync-fill"/>
        </svg>
    }
}
