//! The eight sagas: calls or messages, all or nothing or right in the end, conducted or not.

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
