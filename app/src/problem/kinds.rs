//! The kinds of problem, ordered by status: code, title and an explanation for people.
//!
//! Codes are permanent: programs compare them, and `/problems/CODE` is the page that explains one.

use crate::limit::limit_in_words;

/// A kind of problem.
#[derive(Debug, PartialEq, Eq)]
pub struct ProblemKind {
    /// Permanent name.
    pub code: &'static str,
    /// HTTP status, 400 to 599.
    pub status: u16,
    /// The kind in a few words, the same for every problem of this kind.
    pub title: &'static str,
    /// An explanation of the kind and its remedy, as one paragraph.
    pub meaning: &'static str,
}

impl ProblemKind {
    /// The path of the page that explains the kind.
    pub fn address(&self) -> String {
        format!("/problems/{}", self.code)
    }
}

/// Declares the kinds: status, code, title, meaning.
macro_rules! kinds {
    ($($kind:ident: $status:literal $code:literal $title:literal $meaning:expr;)*) => {
        $(#[doc = $title]
        pub static $kind: ProblemKind = ProblemKind {
            code: $code,
            status: $status,
            title: $title,
            meaning: $meaning,
        };)*
        /// Every kind of problem, by status.
        pub static ALL: &[&ProblemKind] = &[$(&$kind,)*];
    };
}

kinds! {
    NOT_JSON: 400 "not_json" "Not JSON"
        "The body was sent as JSON and could not be read as JSON. `line` and `column` say where it stops being JSON: \
         look there for a missing comma, bracket or quotation mark, for a comma too many, or for a comment. If it is \
         YAML, send it with `Content-Type: application/yaml`.";
    NOT_YAML: 400 "not_yaml" "Not YAML"
        "The body was sent as YAML and could not be read as YAML. `line` and `column` say where: look there for a tab, \
         for indentation that does not line up, or for a colon inside a text that is not in quotation marks. One \
         document is read, without aliases (`*name`) and without tags of your own.";
    MALFORMED: 400 "malformed" "Not readable"
        "Something beside the body could not be read: a header, or a parameter of the address. `detail` says which one \
         and how it should be written.";
    NO_TOKEN: 401 "no_token" "No token"
        "Changing or deleting a report needs its edit token, which was shown once, when the report was published. \
         Reviewing one needs that token or a review token, which an editor gives. Send it as `Authorization: Bearer \
         TOKEN`. A lost token cannot be had again, because only its hash is kept; publish the report anew.";
    WRONG_TOKEN: 401 "wrong_token" "Wrong token"
        "The token that was sent gives no right to do this: it belongs to another report, it has expired, an editor \
         renewed or withdrew it, or it is only good for reviewing. Check that it was copied whole: it has 44 letters \
         and digits. Ask an editor of the report for its newest link.";
    CROSS_SITE: 403 "cross_site" "Sent from another site"
        "A browser sent this request from a page of another site. To keep other sites from acting in your name, such \
         requests change nothing here. Open the page itself and try again. If you run the server, set `PUBLIC_URL` to \
         the address that browsers use.";
    READ_ONLY: 403 "read_only" "For reading only"
        "Whoever runs this server lets everything on it be read and nothing be changed. Reports, pictures and files \
         can be read, and descriptions be assessed without keeping them. To publish, review or change something, go to \
         the server that takes changes.";
    USERS_ONLY: 403 "users_only" "For those who are signed in"
        "On this server only those whom it knows may make new reports and drafts. Sign in where its operator says, and \
         send the request again through the same door. Reading needs no sign-in, and whoever has the edit link of a \
         report may change that report.";
    UNKNOWN: 404 "unknown" "Nothing here"
        "There is nothing by this address: no such page, report, revision or rule. Check that the address was copied \
         whole. A report that existed and was deleted is said to be deleted.";
    METHOD_NOT_ALLOWED: 405 "method_not_allowed" "Not done this way"
        "The address exists but does not take this method. The header `Allow` lists the methods that it takes.";
    NOT_ACCEPTABLE: 406 "not_acceptable" "Not in that form"
        "The answer cannot be made in any of the forms that the header `Accept` allows. Leave the header out, or name \
         a form that `detail` lists.";
    TOO_SLOW: 408 "too_slow" "Sent too slowly"
        "The body of the request did not come in time: no part of it for 10 seconds, or not the whole within 30. Send \
         it again over a steadier connection, or send less at once.";
    KEY_REUSED: 409 "key_reused" "Key used before"
        "This `Idempotency-Key` came before with another body. A key stands for one creation: repeat the same body to \
         have the first answer again, or send a new key, such as a random UUID, for a new report.";
    CHANGED_MEANWHILE: 409 "changed_meanwhile" "Changed by somebody else"
        "Somebody else changed the same part of the draft after your page was loaded, and gave it another value. \
         Nothing of yours was saved, so that theirs is not lost. The page shows both values: choose one of them.";
    FULL: 409 "full" "No room for more"
        "What you wanted to add has a limit, which `detail` names. Nothing was added. Take something away first that \
         nobody needs any more.";
    DELETED: 410 "deleted" "Deleted"
        "There was a report here, or a link to one of its revisions. Whoever holds the report\u{2019}s edit token \
         deleted or withdrew it, or its time was up. It cannot be had back.";
    OLD_REVISION: 412 "old_revision" "Not the newest revision"
        "`If-Match` does not name the newest revision. Usually somebody saved a newer one after the one that your \
         change was made from, so saving yours would lose theirs. `latest` is the newest revision, and `difference` \
         the path of what changed since yours. Read the report again, apply your change to the newest revision, and \
         send it with that revision's `ETag` as `If-Match`.";
    TOO_LARGE: 413 "too_large" "Too large"
        concat!(
            "A body may be ", limit_in_words!(),
            " long. A description of that size covers many systems: describe them one by one."
        );
    UNSUPPORTED_MEDIA_TYPE: 415 "unsupported_media_type" "Not in that form"
        "The header `Content-Type` is missing, or names a form that is not read here. Send JSON as `application/json` \
         or YAML as `application/yaml`, in UTF-8.";
    WRONG_HOST: 421 "wrong_host" "Not this server's name"
        "The request names a host that is not this server's. So that no other site can have its own name lead here and \
         act as if it were ours, only the name in `PUBLIC_URL` and those of the machine itself are answered to. If you \
         run the server, set `PUBLIC_URL` to the address that browsers use, and `HOSTS` to further names.";
    FAULTY: 422 "faulty" "The description has faults"
        "The description could be read, but not all of it holds. `faults` lists everything that is wrong, each with a \
         JSON Pointer into the description (`at`), a permanent `code`, and, where it can be said, what to write \
         instead (`hint`). Mend them and send it again.";
    WRONG_BODY: 422 "wrong_body" "The body has faults"
        "The body could be read, but what stands around the description is not what this call takes. `faults` lists \
         everything that is wrong, each with a JSON Pointer into the body (`at`).";
    NO_STEPS: 422 "no_steps" "Found no steps"
        "The text was read, and no line or sentence of it says what somebody does. Write what happens, one step on a \
         line or in sentences: who does what, such as \u{201c}The warehouse packs the parcel\u{201d}. `detail` says \
         what is missing.";
    NO_SUCH_DIAGRAM: 422 "no_such_diagram" "No such picture"
        "The picture cannot be made as asked: the view, the form or the flow does not exist, or not this view in this \
         form. `detail` lists what there is.";
    NO_SUCH_EXPORT: 422 "no_such_export" "No such format"
        "Nothing is exported in the format that `as` names. `detail` lists the formats that there are.";
    PICTURE_TOO_LARGE: 422 "picture_too_large" "Too large to be painted"
        "The picture is so large that nobody could read it as pixels, or that painting it would take too long. \
         `detail` says how large it is. Ask for one flow with `flow=ID`, or take the picture as SVG (`as=svg`), which \
         can be enlarged, or its facts as `as=json` or `as=mermaid`.";
    NO_IF_MATCH: 428 "no_if_match" "Which revision?"
        "A change to a report must say which revision it was made from, so that nobody overwrites what they have not \
         seen. Read the report and send its `ETag` as `If-Match`.";
    TOO_MANY: 429 "too_many" "Too many requests"
        "More requests, or more new reports, revisions and drafts came from your address than this server takes in a \
         minute. Wait as many seconds as the header `Retry-After` says, and then go on more slowly. If you run the \
         server, `NEW_PER_MINUTE` and `REQUESTS_PER_MINUTE` are the limits.";
    LONG_HEADER: 431 "long_header" "Header too long"
        "The address or the header of the request is longer than 32 KiB, or the header has more than 100 fields. Send \
         fewer or shorter fields; often it is cookies that have piled up. What is long belongs into the body of a call \
         of the API.";
    INTERNAL: 500 "internal" "Something broke here"
        "The fault is ours, not yours. The server wrote down what happened under the request id that the answer names; \
         give that id to whoever runs the server.";
    OVERLOADED: 503 "overloaded" "Too busy"
        "The server cannot answer now: it has too much to do, or something that it depends on does not answer. Try \
         again after as many seconds as the header `Retry-After` says.";
    STOPPING: 503 "stopping" "About to stop"
        "The server was told to stop. It finishes what it has begun; send new requests to another instance, or again \
         when it is back.";
    STORE_UNAVAILABLE: 503 "store_unavailable" "Cannot be saved now"
        "The place where reports and drafts are kept takes nothing at the moment; `detail` says why. Nothing of the \
         request was saved. What was saved before is not lost, and most of it can be read. Whoever runs the server can \
         mend it; try again after as many seconds as the header `Retry-After` says.";
    STORE_UNREADABLE: 503 "store_unreadable" "Cannot be read now"
        "The place where reports and drafts are kept cannot be read at the moment; `detail` says why. What was saved \
         before is not lost. Whoever runs the server can mend it; try again after as many seconds as the header \
         `Retry-After` says.";
}
