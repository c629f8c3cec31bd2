//! The HTML document around every page: head, header, main and footer.
//!
//! It does not know how a page is requested or sent. A page loads script only if its markup contains an island.

use std::sync::Arc;

use hydration_context::SsrSharedContext;
use leptos::{config::LeptosOptions, html, hydration::HydrationScripts, prelude::*};

/// The content of a page, before the document is built around it.
pub struct Page {
    title: String,
    description: String,
    preview: Option<Preview>,
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
        Self { title: title.to_owned(), description: description.to_owned(), preview: None, body }
    }

    /// Returns the page with a link preview.
    #[must_use]
    pub fn previewed(mut self, preview: Preview) -> Self {
        self.preview = Some(preview);
        self
    }

    /// Renders the whole document.
    ///
    /// `nonce` must be the nonce in the answer's Content-Security-Policy. `links` tells where the site's files are.
    pub fn render(self, links: &Links, nonce: &str) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            let body = (self.body)().to_html();
            let scripts = scripts_for(&body, links, nonce);
            let preview = self.preview.map(|preview| previewed(&self.title, &self.description, preview));
            view! {
                <html lang="en">
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1"/>
                        <title>{self.title}</title>
                        <meta name="description" content=self.description/>
                        {preview}
                        {links.style.map(|style| view! {
                            <link rel="stylesheet" href=style.path integrity=style.integrity/>
                        })}
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
                            <p>"Advice with its reasons. Nothing you enter leaves this server unless you say so."</p>
                            <p><a href="/problems">"What can go wrong"</a></p>
                        </footer>
                    </body>
                </html>
            }
            .to_html()
        });
        owner.unset_with_forced_cleanup();
        format!("<!DOCTYPE html>{}", finished(&html, links))
    }

    /// Renders the content of `main` alone, with the scripts that it needs before it: the end of a document of which
    /// the rest was sent before. The arguments are those of [`Page::render`].
    pub fn render_content(self, links: &Links, nonce: &str) -> String {
        let owner = Owner::new_root(Some(Arc::new(SsrSharedContext::new_islands())));
        let html = owner.with(|| {
            let body = (self.body)().to_html();
            let scripts = scripts_for(&body, links, nonce).map(RenderHtml::to_html);
            scripts.unwrap_or_default() + &body
        });
        owner.unset_with_forced_cleanup();
        finished(&html, links)
    }
}

/// The scripts of the islands, if the content has any.
fn scripts_for(body: &str, links: &Links, nonce: &str) -> Option<impl IntoView + use<>> {
    let islands = links.islands.filter(|_| body.contains("<leptos-island"))?;
    Some(view! { <IslandScripts islands nonce=nonce.to_owned()/> })
}

/// What Leptos wrote, as it is sent.
fn finished(html: &str, links: &Links) -> String {
    // Leptos marks places with `<!>`. Browsers read that as an empty comment, but validators report an error.
    let html = html.replace("<!>", "<!---->");
    match links.islands {
        Some(islands) => with_hash_of_preload(&html, &islands),
        None => html,
    }
}

/// The document with the script's hash on its preload, which Leptos writes without one: a browser that has the hash
/// from the import map would load the script twice.
fn with_hash_of_preload(html: &str, Islands { script, .. }: &Islands) -> String {
    let preload = format!("<link rel=\"modulepreload\" href=\"{}\"", script.path);
    html.replacen(&preload, &format!("{preload} integrity=\"{}\"", script.integrity), 1)
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

/// Loads the islands' script and WASM, and activates every island on the page.
///
/// The nonce is set here, also on the preload links. Leptos would set it only on the script, and the browser
/// would then refuse to preload the module.
#[component]
fn IslandScripts(islands: Islands, nonce: String) -> impl IntoView {
    let Islands { stem, script } = islands;
    let options = LeptosOptions::builder().output_name(stem).site_pkg_dir(ASSETS).build();
    // Another script imports this one, so its hash has to be in the import map.
    let hashes = format!("{{\"integrity\":{{\"{}\":\"{}\"}}}}", script.path, script.integrity);
    view! {
        <script type="importmap" nonce=nonce.clone() inner_html=hashes></script>
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
