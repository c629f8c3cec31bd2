//! What the machine is told at its start: flags first, then the environment, then a TOML file, then what is written here.
//!
//! It only reads; nothing is opened or bound here but the file itself.

use std::{fmt, io, net::SocketAddr, num::NonZeroU32, path::PathBuf};

use app::advisor::DRAFT_DAYS;
use axum::http::{Uri, uri::PathAndQuery};
use tracing::level_filters::LevelFilter;

/// The longest time that drafts are kept for, in days: a hundred years.
const MOST_DAYS: u32 = 36_500;

/// Everything that can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// Where the pages and the API are served.
    pub listen: SocketAddr,
    /// Where reports are kept: `sqlite:FILE` or `postgres://…`. May hold a password: never to be logged.
    pub database_url: String,
    /// What absolute links are made of.
    pub public_url: PublicUrl,
    /// The folder with rule packs.
    pub packs: Option<PathBuf>,
    /// How many days after its last change a draft is deleted; none if it never is.
    pub draft_days: Option<NonZeroU32>,
    /// How the log is written.
    pub log_format: LogFormat,
    /// From which level on our own events are logged.
    pub log_level: LevelFilter,
}

/// The flags of `serve`. Each but `--config` is also a variable, `EDA_ADVISOR_LISTEN`, and a key of the file, `listen`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Where reports are kept: sqlite:FILE or postgres://… [default: sqlite:eda-advisor.db]
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// What absolute links are made of, such as `https://advisor.example.org` [default: http:// and the address]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// A folder of rule packs that descriptions may name [default: none]
    #[arg(long, value_name = "DIR")]
    pub packs: Option<String>,
    /// How many days after its last change a draft is deleted; 0: never [default: 90]
    #[arg(long, value_name = "DAYS")]
    pub draft_days: Option<String>,
    /// How the log is written: text or json [default: text]
    #[arg(long, value_name = "FORMAT")]
    pub log_format: Option<String>,
    /// What is logged: off, error, warn, info, debug or trace [default: info]
    #[arg(long, value_name = "LEVEL")]
    pub log_level: Option<String>,
    /// A TOML file with the same settings (`listen = "…"`)
    #[arg(long, value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// How the log is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LogFormat {
    /// A line to be read.
    Text,
    /// A line that is a JSON object.
    Json,
}

/// The scheme and the authority that browsers reach the service by, without a path or a closing slash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicUrl(String);

impl PublicUrl {
    /// Whether browsers come by https.
    pub fn is_https(&self) -> bool {
        self.0.starts_with("https://")
    }
}

impl fmt::Display for PublicUrl {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// All that is wrong with the settings, one line each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Faults(pub Vec<String>);

impl fmt::Display for Faults {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("the settings cannot be used")?;
        self.0.iter().try_for_each(|fault| write!(formatter, "\n  {fault}"))
    }
}

impl std::error::Error for Faults {}

impl Config {
    /// Reads the settings from `flags`, from the variables that `environment` knows, and from the file that
    /// `--config` or `EDA_ADVISOR_CONFIG` names. A setting's variable may go without the prefix: `LISTEN`.
    pub fn load(flags: &Flags, environment: impl Fn(&str) -> Option<String>) -> Result<Self, Faults> {
        let path = flags.config.clone().or_else(|| environment("EDA_ADVISOR_CONFIG").map(PathBuf::from));
        let file = match path.map(|path| (std::fs::read_to_string(&path), path)) {
            None => None,
            Some((Ok(text), path)) => Some((path.display().to_string(), text)),
            Some((Err(error), path)) => return Err(Faults(vec![unreadable(&path, &error)])),
        };
        Self::read(flags, environment, file)
    }

    fn read(
        flags: &Flags,
        environment: impl Fn(&str) -> Option<String>,
        file: Option<(String, String)>,
    ) -> Result<Self, Faults> {
        let mut settings =
            Settings { environment, file: toml::Table::new(), file_name: String::new(), faults: Vec::new() };
        if let Some((name, text)) = file {
            settings.file_name = name;
            settings.read_file(&text);
        }
        let listen = settings.take("listen", flags.listen.as_ref(), "127.0.0.1:3000", listen);
        let database_url =
            settings.take("database_url", flags.database_url.as_ref(), "sqlite:eda-advisor.db", database_url);
        let here = listen.map_or_else(|| "http://localhost".to_owned(), |address| format!("http://{address}"));
        let public_url = settings.take("public_url", flags.public_url.as_ref(), &here, public_url);
        let packs = settings.take("packs", flags.packs.as_ref(), "", packs);
        let draft_days = settings.take("draft_days", flags.draft_days.as_ref(), &DRAFT_DAYS.to_string(), draft_days);
        let log_format = settings.take("log_format", flags.log_format.as_ref(), "text", log_format);
        let log_level = settings.take("log_level", flags.log_level.as_ref(), "info", log_level);
        settings.refuse_rest();
        match (listen, database_url, public_url, packs, draft_days, log_format, log_level) {
            (
                Some(listen),
                Some(database_url),
                Some(public_url),
                Some(packs),
                Some(draft_days),
                Some(log_format),
                Some(log_level),
            ) if settings.faults.is_empty() => {
                Ok(Self { listen, database_url, public_url, packs, draft_days, log_format, log_level })
            }
            _ => Err(Faults(settings.faults)),
        }
    }
}

/// The places that a setting may come from, and what was wrong with those already taken.
struct Settings<E> {
    environment: E,
    file: toml::Table,
    file_name: String,
    faults: Vec<String>,
}

impl<E: Fn(&str) -> Option<String>> Settings<E> {
    fn read_file(&mut self, text: &str) {
        match text.parse() {
            Ok(table) => self.file = table,
            Err(error) => self.faults.push(format!("{}: {error}", self.file_name)),
        }
    }

    /// The value of the setting `key` from the first place that has one.
    fn take<T>(
        &mut self,
        key: &str,
        flag: Option<&String>,
        default: &str,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> Option<T> {
        let (value, place) = self.find(key, flag).unwrap_or_else(|| (default.to_owned(), "default".to_owned()));
        parse(&value).map_err(|message| self.faults.push(format!("{place}: {key} {message}"))).ok()
    }

    fn find(&mut self, key: &str, flag: Option<&String>) -> Option<(String, String)> {
        let in_file = self.file.remove(key).and_then(|value| {
            if !value.is_str() {
                self.faults.push(format!("{}: {key} is to be written in quotes", self.file_name));
            }
            Some((value.as_str()?.to_owned(), self.file_name.clone()))
        });
        let variable =
            |name: String| (self.environment)(&name).filter(|value| !value.is_empty()).map(|value| (value, name));
        let plain = key.to_uppercase();
        flag.map(|value| (value.clone(), format!("--{}", key.replace('_', "-"))))
            .or_else(|| variable(format!("EDA_ADVISOR_{plain}")))
            .or_else(|| variable(plain))
            .or(in_file)
    }

    fn refuse_rest(&mut self) {
        let unknown = self.file.keys().map(|key| format!("{}: there is no setting {key}", self.file_name));
        self.faults.extend(unknown);
    }
}

fn unreadable(path: &std::path::Path, error: &io::Error) -> String {
    format!("{}: {error}", path.display())
}

fn listen(value: &str) -> Result<SocketAddr, &'static str> {
    value.parse().map_err(|_| "is to be an IP address and a port, such as 127.0.0.1:3000 or [::]:3000")
}

fn database_url(value: &str) -> Result<String, &'static str> {
    let known = ["sqlite:", "postgres://", "postgresql://"].iter().any(|scheme| value.starts_with(scheme));
    if known { Ok(value.to_owned()) } else { Err("is to begin with sqlite: or postgres://") }
}

fn public_url(value: &str) -> Result<PublicUrl, &'static str> {
    const FORM: &str = "is to be http:// or https:// and a host, without a path, such as https://advisor.example.org";
    let url: Uri = value.parse().map_err(|_| FORM)?;
    match (url.scheme_str(), url.authority(), url.path_and_query().map(PathAndQuery::as_str)) {
        (Some(scheme @ ("http" | "https")), Some(host), None | Some("/")) if !host.as_str().contains('@') => {
            Ok(PublicUrl(format!("{scheme}://{host}")))
        }
        _ => Err(FORM),
    }
}

/// A folder; an empty value is none. Whether it is there shows when it is read.
#[expect(clippy::unnecessary_wraps, reason = "it is one of the settings' readers")]
fn packs(value: &str) -> Result<Option<PathBuf>, &'static str> {
    Ok(Some(value).filter(|value| !value.is_empty()).map(PathBuf::from))
}

/// A number of days; 0 is never.
fn draft_days(value: &str) -> Result<Option<NonZeroU32>, &'static str> {
    match value.parse() {
        Ok(days @ 0..=MOST_DAYS) => Ok(NonZeroU32::new(days)),
        _ => Err("is to be a number of days from 1 to 36500, or 0 for never"),
    }
}

fn log_format(value: &str) -> Result<LogFormat, &'static str> {
    match value {
        "text" => Ok(LogFormat::Text),
        "json" => Ok(LogFormat::Json),
        _ => Err("is to be text or json"),
    }
}

fn log_level(value: &str) -> Result<LevelFilter, &'static str> {
    value.parse().map_err(|_| "is to be off, error, warn, info, debug or trace")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn none(_: &str) -> Option<String> {
        None
    }

    fn file(text: &str) -> (String, String) {
        ("a.toml".to_owned(), text.to_owned())
    }

    #[test]
    fn nothing_needs_to_be_set() {
        let config = Config::read(&Flags::default(), none, None).unwrap();
        assert_eq!(config.listen.to_string(), "127.0.0.1:3000");
        assert_eq!(config.database_url, "sqlite:eda-advisor.db");
        assert_eq!(config.public_url.to_string(), "http://127.0.0.1:3000");
        assert_eq!(config.packs, None);
        assert_eq!(config.draft_days, NonZeroU32::new(90));
    }

    #[test]
    fn drafts_are_kept_for_some_days_or_for_ever() {
        let days = |days: &str| {
            let flags = Flags { draft_days: Some(days.to_owned()), ..Flags::default() };
            Config::read(&flags, none, None).map(|config| config.draft_days.map(NonZeroU32::get))
        };
        assert_eq!((days("0"), days("7"), days("36500")), (Ok(None), Ok(Some(7)), Ok(Some(36_500))));
        for wrong in ["-1", "1.5", "36501", "a week", ""] {
            let Faults(faults) = days(wrong).unwrap_err();
            assert!(faults[0].starts_with("--draft-days: draft_days is to be a number"), "{faults:?}");
        }
    }

    #[test]
    fn a_flag_beats_the_environment_and_the_environment_the_file() {
        let flags = Flags { listen: Some("127.0.0.1:1".to_owned()), ..Flags::default() };
        let environment = |name: &str| match name {
            "EDA_ADVISOR_LISTEN" => Some("127.0.0.1:2".to_owned()),
            "EDA_ADVISOR_DATABASE_URL" => Some("sqlite:prefixed.db".to_owned()),
            "DATABASE_URL" => Some("sqlite:plain.db".to_owned()),
            "EDA_ADVISOR_PACKS" => Some("/etc/packs".to_owned()),
            "PUBLIC_URL" => Some("https://plain.example/".to_owned()),
            _ => None,
        };
        let text = "listen = '127.0.0.1:3'\npublic_url = 'https://file.example'\nlog_format = 'json'";
        let config = Config::read(&flags, environment, Some(file(text))).unwrap();
        assert_eq!(config.listen.port(), 1);
        assert_eq!(config.database_url, "sqlite:prefixed.db");
        assert_eq!(config.public_url.to_string(), "https://plain.example");
        assert_eq!(config.log_format, LogFormat::Json);
        assert_eq!(config.packs, Some(PathBuf::from("/etc/packs")));
    }

    #[test]
    fn every_fault_is_told_with_its_place_and_without_secrets() {
        let flags = Flags { public_url: Some("https://a.example/path".to_owned()), ..Flags::default() };
        let environment = |name: &str| (name == "DATABASE_URL").then(|| "mysql://user:secret@host".to_owned());
        let Faults(faults) =
            Config::read(&flags, environment, Some(file("listen = 3000\nlisten_on = ''"))).unwrap_err();
        let faults = faults.join("\n");
        for part in
            ["--public-url", "DATABASE_URL: database_url", "a.toml: listen is", "a.toml: there is no setting listen_on"]
        {
            assert!(faults.contains(part), "{part} is not in {faults}");
        }
        assert!(!faults.contains("secret"));
    }
}
