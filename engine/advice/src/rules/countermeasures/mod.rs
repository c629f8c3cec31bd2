//! What guards a record that others see before its change is there to stay; the first that fits is taken.

super::rules! {
    commutative_update,
    reread_value,
    semantic_lock,
}
