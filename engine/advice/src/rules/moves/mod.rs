//! Moves: the changes that lead from what is built today to what is advised, the least risky first.

super::rules! {
    rename_message,
    drop_field,
    announce_change,
    change_message,
    stop_waiting,
    hand_on,
    accept_first,
    join_transaction,
    call_instead,
}
