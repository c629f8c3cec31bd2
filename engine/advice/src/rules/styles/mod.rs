//! The styles: how exactly a step is done.

// The order of the table: the first row whose condition holds gives the style.
super::order! {
    LONG_QUERY,
    QUERY,
    LOCAL_TRANSACTION,
    ASYNC_REQUEST_REPLY,
    REQUEST_THEN_EVENT,
    REQUEST,
    SCHEDULED,
    COMMAND_WITH_REPLY,
    QUEUED_COMMAND,
    EVENT,
}

super::rules! {
    query,
    local_transaction,
    request,
    request_then_event,
    async_request_reply,
    queued_command,
    command_with_reply,
    scheduled,
    event,
}
