//! The styles: how exactly a step is done.

super::rules! {
    query,
    local_transaction,
    request,
    request_then_event,
    async_request_reply,
    queued_command,
    event,
}
