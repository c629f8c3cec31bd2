//! The cookies of a request.

use app::draft::DraftId;
use axum::http::{HeaderMap, header::COOKIE};
use cookie::Cookie;

/// The name of the cookie with the draft that a browser has of a report.
pub(crate) const DRAFT: &str = "draft";

/// All of them. Those that cannot be read are left out.
pub(crate) fn cookies(headers: &HeaderMap) -> Vec<Cookie<'_>> {
    let headers = headers.get_all(COOKIE).iter().filter_map(|header| header.to_str().ok());
    headers.flat_map(Cookie::split_parse).flatten().collect()
}

/// The draft that a browser has of the report whose address it asks for. It need not be there any more.
pub(crate) fn remembered_draft(headers: &HeaderMap) -> Option<DraftId> {
    cookies(headers).iter().filter(|cookie| cookie.name() == DRAFT).find_map(|cookie| DraftId::parse(cookie.value()))
}
