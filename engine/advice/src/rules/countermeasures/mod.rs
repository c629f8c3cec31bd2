//! The countermeasures: how to protect a record that others may see before its change is final. The first one
//! whose condition holds is used.

super::rules! {
    commutative_update,
    reread_value,
    semantic_lock,
}
