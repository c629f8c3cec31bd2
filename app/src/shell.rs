//! The document around every page: head, header, main, footer.
//!
//! It does not know how a page is asked for or sent. Whether a page needs script is read from the page itself: a page
//! without an island loads none.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{config::LeptosOptions, html, hydration::HydrationScripts, prelude::*};

/// What a page is before it is put into the document.
pub struct Page {
    title: String,
    description: String,
    preview: Option<Preview>,
    body: Box<dyn FnOnce() -> AnyView + Send>,
}

/// What other programs show where somebody shares a link to the page. Both addresses are absolute.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The page's lasting address.
    pub url: String,
    /// A picture of 1200 by 630 pixels.
    pub image: String,
}

impl Page {
    /// A page with the title that the browser shows, a description in one sentence, and what `main` holds.
    ///
    /// `body` runs when the page is rendered, so what it needs is moved into it.
    pub fn new<V: IntoView + 'static>(
        title: &str,
        description: &str,
        body: impl FnOnce() -> V + Send + 'static,
    ) -> Self {
        let body = Box::new(move || body().into_any());
        Self { title: title.to_owned(), description: description.to_owned(), preview: None, body }
    }

    /// The same page with what a link to it shows elsewhere.
    #[must_use]
    pub fn previewed(mut self, preview: Preview) -> Self {
        self.preview = Some(preview);
        self
    }

    /// Writes the whole document.
    ///
    /// `nonce` is the one that the answer's Content-Security-Policy names; `links` say where the site's files are.
    pub fn render(self, links: &Links, nonce: &str) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            let body = (self.body)().to_html();
            let scripts = links.islands.filter(|_| body.contains("<leptos-island")).map(|islands| {
                view! { <IslandScripts islands nonce=nonce.to_owned()/> }
            });
            let preview = self.preview.map(|preview| previewed(&self.title, &self.description, preview));
            view! {
                <html lang="en">
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1"/>
                        <title>{self.title}</title>
                        <meta name="description" content=self.description/>
                        {preview}
                        {links.style.map(|style| view! { <link rel="stylesheet" href=style.path integrity=style.integrity/> })}
                        {links.icon.map(|icon| view! { <link rel="icon" type="image/svg+xml" href=icon/> })}
                        {scripts}
                    </head>
                    <body>
                        <a class="skip" href="#main">"Skip to the content"</a>
                        <header class="site">
                            <a class="home" href="/"><Mark/>"EDA Advisor"</a>
                            <nav aria-label="Site">
                                <a href="/">"New"</a>
                                <a href="/messages">"Messages"</a>
                                <a href="/snippets">"Snippets"</a>
                                <a href="/matrix">"Matrix"</a>
                                <a href="/rules">"Rules"</a>
                                <a href="/words">"Words"</a>
                            </nav>
                        </header>
                        <main id="main" inner_html=body></main>
                        <footer class="site">
                            <p>"Advice with its reasons. Nothing you enter leaves this server."</p>
                            <p><a href="/problems">"What can go wrong"</a></p>
                        </footer>
                    </body>
                </html>
            }
            .to_html()
        });
        owner.unset_with_forced_cleanup();
        // Leptos marks places with `<!>`, which browsers read as an empty comment and validators as an error.
        let html = html.replace("<!>", "<!---->");
        let html = match links.islands {
            Some(islands) => with_hash_of_preload(&html, &islands),
            None => html,
        };
        format!("<!DOCTYPE html>{html}")
    }
}

/// The document with the script's hash on its preload, which Leptos writes without one: a browser that has the hash from
/// the import map would load the script twice.
fn with_hash_of_preload(html: &str, Islands { script, .. }: &Islands) -> String {
    let preload = format!("<link rel=\"modulepreload\" href=\"{}\"", script.path);
    html.replacen(&preload, &format!("{preload} integrity=\"{}\"", script.integrity), 1)
}

/// The Open Graph properties of a page, which the programs that show previews read.
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

/// Where the site's files are, as absolute paths; none when the server was built without them.
#[derive(Clone, Copy, Debug, Default)]
pub struct Links {
    /// The style sheet.
    pub style: Option<File>,
    /// The icon.
    pub icon: Option<&'static str>,
    /// What wakes the islands.
    pub islands: Option<Islands>,
}

/// A file of the site that a browser is to compare before it uses it.
#[derive(Clone, Copy, Debug)]
pub struct File {
    /// Where it is, as an absolute path.
    pub path: &'static str,
    /// Its hash, as in the attribute `integrity`.
    pub integrity: &'static str,
}

/// The islands' script and WASM.
#[derive(Clone, Copy, Debug)]
pub struct Islands {
    /// The name that the two share, without folder and ending.
    pub stem: &'static str,
    /// The script.
    pub script: File,
}

/// The folder that the site's files are served from, without slashes.
pub const ASSETS: &str = "assets";

/// Loads the islands' script and WASM and wakes every island on the page.
///
/// The nonce is set from outside, on the preloads as well: Leptos would set it on the script alone, and the browser
/// then refuses to preload the module.
#[component]
fn IslandScripts(islands: Islands, nonce: String) -> impl IntoView {
    let Islands { stem, script } = islands;
    let options = LeptosOptions::builder().output_name(stem).site_pkg_dir(ASSETS).build();
    // The script is imported by another one, so its hash stands in the import map.
    let hashes = format!("{{\"integrity\":{{\"{}\":\"{}\"}}}}", script.path, script.integrity);
    view! {
        <script type="importmap" nonce=nonce.clone() inner_html=hashes></script>
        <HydrationScripts options islands=true attr:nonce=nonce/>
    }
}

/// The mark: a call that becomes an event.
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
