//! Which pages of other sites may make the calls that keep nothing (CORS), and what browsers are told of it.

use std::{sync::Arc, time::Duration};

use axum::http::{
    HeaderValue, Method,
    header::{CONTENT_DISPOSITION, RETRY_AFTER},
};
use tower_http::cors::{AllowOrigin, Any, CorsLayer};

/// How long a browser may keep what it was told before it asks again.
const KEPT: Duration = Duration::from_hours(24);

/// The sites whose pages may make the calls that keep nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origins {
    /// All.
    Any,
    /// Those with these origins, written as browsers write them.
    These(Arc<[HeaderValue]>),
}

impl Origins {
    /// Reads a star, `none`, or origins with commas between them.
    pub fn parse(value: &str) -> Option<Self> {
        let origin = |item: &str| {
            let (scheme, host) = item.split_once("://")?;
            let is_one = matches!(scheme, "http" | "https")
                && !host.is_empty()
                && !host.contains(['/', '@', '?', '#', '*', ' '])
                && !host.bytes().any(|byte| byte.is_ascii_uppercase());
            is_one.then(|| HeaderValue::from_str(item).ok()).flatten()
        };
        match value.trim() {
            "*" => Some(Self::Any),
            "none" => Some(Self::These(Arc::default())),
            list => {
                let items = list.split(',').map(str::trim).filter(|item| !item.is_empty());
                items.map(origin).collect::<Option<_>>().map(Self::These)
            }
        }
    }

    /// The layer that tells browsers which origins these are.
    pub fn layer(&self) -> CorsLayer {
        let origins = match self {
            Self::Any => AllowOrigin::any(),
            Self::These(origins) => AllowOrigin::list(origins.iter().cloned()),
        };
        CorsLayer::new()
            .allow_origin(origins)
            .allow_methods([Method::GET, Method::HEAD, Method::POST])
            .allow_headers(Any)
            .expose_headers([CONTENT_DISPOSITION, RETRY_AFTER])
            .max_age(KEPT)
    }
}
