//! The eight kinds of saga: synchronous or asynchronous, atomic or eventually consistent, orchestrated or
//! choreographed.

super::rules! {
    epic,
    phone_tag,
    fairy_tale,
    time_travel,
    fantasy_fiction,
    horror_story,
    parallel,
    anthology,
}
