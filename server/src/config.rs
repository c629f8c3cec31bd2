//! The server's settings, from the first source that has them: flags, the environment, a TOML file, then the
//! defaults here.
//!
//! It only reads settings. It opens no file but the TOML file and binds no port.

mod values;

use std::{fmt, io, net::SocketAddr, num::NonZeroU32, path::PathBuf};

use app::advisor::DRAFT_DAYS;
use axum::http::uri::Authority;
use tracing::level_filters::LevelFilter;

use crate::{
    client::{Proxies, UserHeader},
    model::{self, ModelKey, ModelUrl},
    sharing::Origins,
};

pub use values::{LogFormat, PublicUrl};

/// All settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The address and port of the pages and the API.
    pub listen: SocketAddr,
    /// The database with the reports, as `sqlite:FILE` or `postgres://USER:PASSWORD@HOST/DATABASE`. Because of the
    /// password, it must not be logged.
    pub database_url: String,
    /// The beginning of absolute links.
    pub public_url: PublicUrl,
    /// Further host names that the service answers to, each with an optional port.
    pub hosts: Vec<Authority>,
    /// The sites whose pages may make the calls that are open.
    pub cors_origins: Origins,
    /// The proxies whose `X-Forwarded-For` is trusted.
    pub trusted_proxies: Proxies,
    /// The header in which trusted proxies name the user of a request. If there is one, only users create something.
    pub user_header: UserHeader,
    /// Whether nothing may be changed.
    pub read_only: bool,
    /// Maximum number of open connections.
    pub connections: usize,
    /// Maximum number of open connections of one client.
    pub connections_per_client: usize,
    /// The address and port of the metrics; `None` if nobody may read them.
    pub metrics_listen: Option<SocketAddr>,
    /// Number of seconds after the signal to stop in which requests are still taken while `/readyz` says no.
    pub drain_seconds: u64,
    /// Maximum number of requests of one client, at once and in each minute after that; 0 means no limit. Probes and
    /// the site's files are not counted.
    pub requests_per_minute: u32,
    /// Maximum number of new reports, revisions and drafts of one client, at once and in each minute after
    /// that; 0 means no limit.
    pub new_per_minute: u32,
    /// The folder of rule packs.
    pub packs: Option<PathBuf>,
    /// Number of days after its last change at which a draft is deleted; `None` if drafts are kept forever.
    pub draft_days: Option<NonZeroU32>,
    /// Whether search engines may read the list of public reports.
    pub list_openly: bool,
    /// The language model that people may ask to read their texts; `None` if nothing ever goes out.
    pub model: Option<model::Settings>,
    /// The format of the log.
    pub log_format: LogFormat,
    /// The least severe level of our own events that is logged.
    pub log_level: LevelFilter,
}

/// The flags of `serve`. Each but `--config` is also a variable, `EDA_ADVISOR_LISTEN`, and a key of the file, `listen`.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct Flags {
    /// Address and port to listen on [default: 127.0.0.1:3000]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub listen: Option<String>,
    /// Where reports are kept: sqlite: and a file, or `postgres://USER:PASSWORD@HOST/DATABASE`
    /// [default: sqlite:eda-advisor.db]
    #[arg(long, value_name = "URL")]
    pub database_url: Option<String>,
    /// What absolute links are made of, such as `https://advisor.example.org` [default: http:// and the address]
    #[arg(long, value_name = "URL")]
    pub public_url: Option<String>,
    /// Further names that are answered to, with commas between them [default: none]
    ///
    /// Requests must name the host in the public URL, or localhost, 127.0.0.1 or `[::1]` with the port that is listened
    /// on.
    #[arg(long, value_name = "HOST[:PORT],…")]
    pub hosts: Option<String>,
    /// Sites whose pages may make the calls that keep nothing, with commas between them; *: any; none: none [default:
    /// *]
    ///
    /// Reports are never told to pages of other sites.
    #[arg(long, value_name = "ORIGIN,…")]
    pub cors_origins: Option<String>,
    /// Addresses or networks of proxies whose `X-Forwarded-For` is believed, with commas between them [default: none]
    #[arg(long, value_name = "NETWORK,…")]
    pub trusted_proxies: Option<String>,
    /// The header in which trusted proxies name who is signed in, such as `X-Forwarded-User`; only they may then create
    /// reports and drafts [default: none]
    ///
    /// The proxies must take this header out of what browsers send. Whoever has an edit link may still change its
    /// report.
    #[arg(long, value_name = "HEADER")]
    pub user_header: Option<String>,
    /// Whether everything is only read: yes or no [default: no]
    #[arg(long, value_name = "YES|NO")]
    pub read_only: Option<String>,
    /// Connections at one time; for a new one, one that lets us wait is closed [default: 4096]
    #[arg(long, value_name = "NUMBER")]
    pub connections: Option<String>,
    /// Connections of one client at one time; trusted proxies may have as many as there are [default: 3072]
    #[arg(long, value_name = "NUMBER")]
    pub connections_per_client: Option<String>,
    /// Address and port of the metrics for Prometheus, which are at `/metrics` there [default: none]
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub metrics_listen: Option<String>,
    /// How many seconds requests are still taken after the signal to stop, while `/readyz` tells a load balancer to
    /// send no more [default: 0]
    #[arg(long, value_name = "SECONDS")]
    pub drain_seconds: Option<String>,
    /// Requests of one client at once, and in each minute after that; 0: any number [default: 0]
    ///
    /// Probes and the files of the site are not counted. Too much work is refused with or without this limit.
    #[arg(long, value_name = "NUMBER")]
    pub requests_per_minute: Option<String>,
    /// New reports, revisions and drafts of one client at once, and in each minute after that; 0: any number [default:
    /// 60]
    #[arg(long, value_name = "NUMBER")]
    pub new_per_minute: Option<String>,
    /// A folder of rule packs that descriptions may name [default: none]
    #[arg(long, value_name = "DIR")]
    pub packs: Option<String>,
    /// How many days after its last change a draft is deleted; 0: never [default: 90]
    #[arg(long, value_name = "DAYS")]
    pub draft_days: Option<String>,
    /// Whether search engines may read the list of public reports: yes or no [default: no]
    #[arg(long, value_name = "YES|NO")]
    pub list_openly: Option<String>,
    /// Where a language model answers that people may ask to read their texts, such as `http://localhost:11434/v1`:
    /// a server that speaks the chat-completions protocol [default: none, and nothing goes out]
    #[arg(long, value_name = "URL")]
    pub model_url: Option<String>,
    /// The name of that model, as its server knows it
    #[arg(long, value_name = "NAME")]
    pub model_name: Option<String>,
    /// The key for that server; other users of the machine may see a flag, so rather set the variable or the file
    #[arg(long, value_name = "KEY")]
    pub model_key: Option<String>,
    /// How many seconds that model may take for a text [default: 90]
    #[arg(long, value_name = "SECONDS")]
    pub model_seconds: Option<String>,
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

/// All faults of the settings, one line each.
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
    /// Reads the settings from `flags`, from environment variables, and from the file that `--config` or
    /// `EDA_ADVISOR_CONFIG` names. A variable may omit the prefix: `LISTEN`.
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
        let address = settings.take("listen", flags.listen.as_ref(), ([127, 0, 0, 1], 3000).into(), values::listen);
        let here = PublicUrl(format!("http://{address}"));
        let config = Self {
            listen: address,
            database_url: settings.take(
                "database_url",
                flags.database_url.as_ref(),
                "sqlite:eda-advisor.db".to_owned(),
                values::database_url,
            ),
            public_url: settings.take("public_url", flags.public_url.as_ref(), here, values::public_url),
            hosts: settings.take("hosts", flags.hosts.as_ref(), Vec::new(), values::hosts),
            cors_origins: settings.take(
                "cors_origins",
                flags.cors_origins.as_ref(),
                Origins::Any,
                values::cors_origins,
            ),
            trusted_proxies: settings.take(
                "trusted_proxies",
                flags.trusted_proxies.as_ref(),
                Proxies::default(),
                values::trusted_proxies,
            ),
            user_header: settings.take(
                "user_header",
                flags.user_header.as_ref(),
                UserHeader::default(),
                values::user_header,
            ),
            read_only: settings.take("read_only", flags.read_only.as_ref(), false, values::yes_or_no),
            connections: settings.take("connections", flags.connections.as_ref(), 4096, values::number),
            connections_per_client: settings.take(
                "connections_per_client",
                flags.connections_per_client.as_ref(),
                3072,
                values::number,
            ),
            metrics_listen: settings.take(
                "metrics_listen",
                flags.metrics_listen.as_ref(),
                None,
                values::optional(values::listen),
            ),
            drain_seconds: settings.take("drain_seconds", flags.drain_seconds.as_ref(), 0, values::drain_seconds),
            requests_per_minute: settings.take(
                "requests_per_minute",
                flags.requests_per_minute.as_ref(),
                0,
                values::per_minute,
            ),
            new_per_minute: settings.take("new_per_minute", flags.new_per_minute.as_ref(), 60, values::per_minute),
            packs: settings.take("packs", flags.packs.as_ref(), None, values::optional(values::folder)),
            draft_days: settings.take(
                "draft_days",
                flags.draft_days.as_ref(),
                NonZeroU32::new(DRAFT_DAYS),
                values::draft_days,
            ),
            list_openly: settings.take("list_openly", flags.list_openly.as_ref(), false, values::yes_or_no),
            model: settings.model(flags),
            log_format: settings.take("log_format", flags.log_format.as_ref(), LogFormat::Text, values::log_format),
            log_level: settings.take("log_level", flags.log_level.as_ref(), LevelFilter::INFO, values::log_level),
        };
        if config.user_header.0.is_some() && config.trusted_proxies == Proxies::default() {
            let fault = "user_header needs trusted_proxies, because anybody else could write that header";
            settings.faults.push(fault.to_owned());
        }
        settings.refuse_rest();
        if settings.faults.is_empty() { Ok(config) } else { Err(Faults(settings.faults)) }
    }
}

/// The sources of a setting, and the faults found so far.
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

    /// The value of the setting `key` from the first source that has it, or else the default. A faulty value is
    /// recorded, and the default stands in for it until the faults are told.
    fn take<T>(
        &mut self,
        key: &str,
        flag: Option<&String>,
        default: T,
        parse: impl Fn(&str) -> Result<T, &'static str>,
    ) -> T {
        let Some((value, place)) = self.find(key, flag) else { return default };
        parse(&value).unwrap_or_else(|message| {
            self.faults.push(format!("{place}: {key} {message}"));
            default
        })
    }

    /// The settings of the language model, which belong together; `None` also if they have a fault.
    fn model(&mut self, flags: &Flags) -> Option<model::Settings> {
        let known = self.faults.len();
        let url = self.take("model_url", flags.model_url.as_ref(), None, values::optional(ModelUrl::parse));
        let name = self.take("model_name", flags.model_name.as_ref(), None, values::optional(values::model_name));
        let key = self.take("model_key", flags.model_key.as_ref(), None, values::optional(ModelKey::parse));
        let seconds = self.take("model_seconds", flags.model_seconds.as_ref(), 90, values::model_seconds);
        if self.faults.len() > known {
            return None;
        }
        let fault = match (url, name) {
            (Some(url), Some(name)) => return Some(model::Settings { url, name, key, seconds }),
            (None, None) if key.is_none() => return None,
            (Some(_), None) => "model_url needs model_name, the model that is asked there",
            (None, _) => "model_name and model_key need model_url, the address that is asked",
        };
        self.faults.push(fault.to_owned());
        None
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
            // A model would send out what people write, so a variable of another program must not name one.
            .or_else(|| if key.starts_with("model_") { None } else { variable(plain) })
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
        assert_eq!((config.metrics_listen, config.drain_seconds, config.requests_per_minute), (None, 0, 0));
        assert_eq!((config.hosts, config.trusted_proxies), (vec![], Proxies::default()));
        assert_eq!(config.cors_origins, Origins::Any);
        let counts = (config.connections, config.connections_per_client, config.new_per_minute);
        assert_eq!(counts, (4096, 3072, 60));
    }

    #[test]
    fn lists_and_numbers_are_read_from_any_place() {
        let flags = Flags { trusted_proxies: Some("10.0.0.1, fd00::/8".to_owned()), ..Flags::default() };
        let environment = |name: &str| match name {
            "EDA_ADVISOR_HOSTS" => Some("advisor.example.org, advisor:3000,".to_owned()),
            "EDA_ADVISOR_NEW_PER_MINUTE" => Some("0".to_owned()),
            "EDA_ADVISOR_METRICS_LISTEN" => Some("[::1]:9100".to_owned()),
            _ => None,
        };
        let text =
            "drain_seconds = '15'\nrequests_per_minute = '600'\nconnections = '64'\nconnections_per_client = '8'";
        let config = Config::read(&flags, environment, Some(file(text))).unwrap();
        assert_eq!(
            config.hosts.iter().map(Authority::as_str).collect::<Vec<_>>(),
            ["advisor.example.org", "advisor:3000"]
        );
        for (address, is_trusted) in [("10.0.0.1", true), ("10.0.0.2", false), ("fd12::1", true), ("fe80::1", false)] {
            assert_eq!(config.trusted_proxies.trust(address.parse().unwrap()), is_trusted, "{address}");
        }
        assert_eq!((config.connections, config.connections_per_client, config.new_per_minute), (64, 8, 0));
        assert_eq!(config.metrics_listen, Some("[::1]:9100".parse().unwrap()));
        assert_eq!((config.drain_seconds, config.requests_per_minute), (15, 600));

        let text = "hosts = 'a b'\ntrusted_proxies = '10.0.0.0/40'\nconnections = '0'\nnew_per_minute = '-1'\n\
                    cors_origins = 'https://a.example/'\nmetrics_listen = '9100'\ndrain_seconds = '601'\n\
                    requests_per_minute = 'many'";
        let Faults(faults) = Config::read(&Flags::default(), none, Some(file(text))).unwrap_err();
        for key in [
            "hosts",
            "cors_origins",
            "trusted_proxies",
            "connections",
            "new_per_minute",
            "metrics_listen",
            "drain_seconds",
            "requests_per_minute",
        ] {
            let start = format!("a.toml: {key} is to be ");
            assert!(faults.iter().any(|fault| fault.starts_with(&start)), "{key}: {faults:?}");
        }
        assert_eq!(faults.len(), 8);
    }

    #[test]
    fn a_header_for_users_needs_proxies_that_are_trusted() {
        let read = |text: &str| {
            let config = Config::read(&Flags::default(), none, Some(file(text)));
            config.map(|config| (config.user_header.0.map(|name| name.to_string()), config.read_only))
        };
        assert_eq!(read(""), Ok((None, false)));
        let text = "user_header = 'X-Forwarded-User'\ntrusted_proxies = '10.0.0.1'\nread_only = 'yes'";
        assert_eq!(read(text), Ok((Some("x-forwarded-user".to_owned()), true)));
        for (text, start) in [
            ("user_header = 'X-Forwarded-User'", "user_header needs trusted_proxies"),
            ("user_header = 'a b'", "a.toml: user_header is to be"),
            ("read_only = 'perhaps'", "a.toml: read_only is to be yes or no"),
            ("list_openly = '1'", "a.toml: list_openly is to be yes or no"),
        ] {
            let Faults(faults) = read(text).unwrap_err();
            assert!(faults.len() == 1 && faults[0].starts_with(start), "{faults:?}");
        }
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
    fn a_model_is_named_as_a_whole_or_not_at_all_and_its_key_is_never_shown() {
        let read = |settings: &'static [(&'static str, &'static str)]| {
            let environment =
                |name: &str| settings.iter().find(|(its, _)| *its == name).map(|(_, value)| (*value).to_owned());
            Config::read(&Flags::default(), environment, None).map(|config| config.model)
        };
        assert_eq!(read(&[("MODEL_URL", "http://a"), ("MODEL_NAME", "b")]), Ok(None), "without our prefix");
        let named = read(&[
            ("EDA_ADVISOR_MODEL_URL", "https://models.example:8443/v1/"),
            ("EDA_ADVISOR_MODEL_NAME", "small"),
            ("EDA_ADVISOR_MODEL_KEY", "s3cret"),
        ]);
        let named = named.unwrap().unwrap();
        assert_eq!((named.url.host(), named.name.as_str(), named.seconds), ("models.example:8443", "small", 90));
        assert_eq!(named.url.completions().to_string(), "https://models.example:8443/v1/chat/completions");
        assert!(!format!("{named:?}").contains("s3cret"));
        for wrong in [
            &[("EDA_ADVISOR_MODEL_URL", "http://a")][..],
            &[("EDA_ADVISOR_MODEL_NAME", "b")],
            &[("EDA_ADVISOR_MODEL_KEY", "s3cret")],
            &[("EDA_ADVISOR_MODEL_URL", "ftp://a"), ("EDA_ADVISOR_MODEL_NAME", "b")],
            &[("EDA_ADVISOR_MODEL_URL", "http://me:s3cret@a"), ("EDA_ADVISOR_MODEL_NAME", "b")],
            &[
                ("EDA_ADVISOR_MODEL_URL", "http://a"),
                ("EDA_ADVISOR_MODEL_NAME", "b"),
                ("EDA_ADVISOR_MODEL_KEY", "s3cret\n"),
            ],
            &[
                ("EDA_ADVISOR_MODEL_URL", "http://a"),
                ("EDA_ADVISOR_MODEL_NAME", "b"),
                ("EDA_ADVISOR_MODEL_SECONDS", "0"),
            ],
        ] {
            let Faults(faults) = read(wrong).unwrap_err();
            assert!(faults.len() == 1 && !faults[0].contains("s3cret"), "{faults:?}");
        }
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
