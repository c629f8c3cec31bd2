//! The bibliography: every source that a rule may cite.
//!
//! An entry says where a source is published, and which edition was read. It must not say what follows from the
//! source; rules say that.

use schemars::JsonSchema;
use serde::Serialize;

/// One published source.
#[derive(Debug, Clone, Copy, Serialize, JsonSchema)]
pub struct Source {
    /// Permanent id, used in citations.
    pub id: &'static str,
    /// Short name for the reason line of a report.
    pub short: &'static str,
    /// Full title.
    pub title: &'static str,
    /// Author or publisher; empty if the citation's section names it.
    pub by: &'static str,
    /// The date of the edition, as `2026-04` or `2026`: of publication, and for a living page of the edition that
    /// was read. Empty if the citation's section names the version.
    pub edition: &'static str,
    /// The year of the edition; 0 if it has no date.
    pub year: u16,
    /// Where to read it; empty if it has no public address.
    pub url: &'static str,
    /// Whether it is cited from memory, because it could not be read for this edition of the rulebook.
    pub unread: bool,
}

/// The source with this id, including [`PACK`].
pub fn find(id: &str) -> Option<&'static Source> {
    BIBLIOGRAPHY.iter().chain([&PACK]).find(|source| source.id == id)
}

/// The source in a citation as assessments hold it, `short: section`, and the section. `None` if the source is not in
/// the bibliography, as in an assessment that was made with another edition of it.
pub fn of_citation(cited: &str) -> Option<(&'static Source, &str)> {
    let section = |source: &Source| cited.strip_prefix(source.short)?.strip_prefix(": ");
    let found = BIBLIOGRAPHY.iter().chain([&PACK]).filter_map(|source| Some((source, section(source)?)));
    // One short name may be the beginning of another.
    found.min_by_key(|(_, section)| section.len())
}

/// The source that a pack's own rules cite: the pack itself. The citation's section names the pack and its
/// author.
pub const PACK: Source = source("pack", "the team's own rules", "The team\u{2019}s own rule pack", "", "", "");

const fn source(
    id: &'static str,
    short: &'static str,
    title: &'static str,
    by: &'static str,
    edition: &'static str,
    url: &'static str,
) -> Source {
    Source { id, short, title, by, edition, year: year(edition), url, unread: false }
}

/// The year that an edition's date begins with; 0 if there is no date.
const fn year(edition: &str) -> u16 {
    match *edition.as_bytes() {
        [a, b, c, d, ..] => digit(a) * 1000 + digit(b) * 100 + digit(c) * 10 + digit(d),
        _ => 0,
    }
}

const fn digit(ascii: u8) -> u16 {
    assert!(ascii.is_ascii_digit(), "an edition's date begins with a year");
    (ascii - b'0') as u16
}

impl Source {
    /// Its name for readers: the short name, which its address explains, or the full title if it has no address.
    pub fn name(&self) -> &'static str {
        if self.url.is_empty() { self.title } else { self.short }
    }

    /// The same source, cited from memory.
    const fn unread(self) -> Self {
        Self { unread: true, ..self }
    }
}

/// Every source, by id.
#[rustfmt::skip]
pub const BIBLIOGRAPHY: &[Source] = &[
    source("advisor", "our own", "This rulebook", "the EDA Advisor authors", "2026", ""),
    source("aws-builders-idempotent", "AWS Builders' Library, idempotent APIs", "Making retries safe with idempotent APIs", "M. Featonby (Amazon Builders' Library)", "2024", "https://aws.amazon.com/builders-library/making-retries-safe-with-idempotent-APIs/"),
    source("aws-builders-retries", "AWS Builders' Library, retries", "Timeouts, retries, and backoff with jitter", "M. Brooker (Amazon Builders' Library)", "2024", "https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/"),
    source("aws-lambda-recursion", "AWS Lambda, recursive loops", "AWS Lambda Developer Guide: recursive loop detection", "AWS", "2024", "https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"),
    source("aws-prescriptive-coordination", "AWS Prescriptive Guidance, coordination", "Integrating microservices by using AWS serverless services: choosing your coordination approach", "AWS Prescriptive Guidance", "2024", "https://docs.aws.amazon.com/prescriptive-guidance/latest/modernization-integrating-microservices/choosing-approach.html"),
    source("aws-rel04-bp02", "AWS REL04-BP02", "Reliability Pillar, REL04-BP02: Implement loosely coupled dependencies", "AWS Well-Architected", "2024", "https://docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_prevent_interaction_failure_loosely_coupled_system.html"),
    source("aws-serverless-land-coordination", "Serverless Land, coordination", "Event-driven architecture: choreography and orchestration", "AWS Serverless Land", "2024", "https://serverlessland.com/event-driven-architecture/choreography-and-orchestration"),
    source("azure-async-request-reply", "Azure, asynchronous request-reply", "Asynchronous Request-Reply pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/async-request-reply"),
    source("azure-background-jobs", "Azure, background jobs", "Background jobs guidance", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/best-practices/background-jobs"),
    source("azure-choreography", "Azure, choreography", "Choreography pattern", "Azure Architecture Center", "2026-04", "https://learn.microsoft.com/azure/architecture/patterns/choreography"),
    source("azure-circuit-breaker", "Azure, circuit breaker", "Circuit Breaker pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/circuit-breaker"),
    source("azure-compensating", "Azure, compensating transaction", "Compensating Transaction pattern", "Azure Architecture Center", "2026-03", "https://learn.microsoft.com/azure/architecture/patterns/compensating-transaction"),
    source("azure-cqrs", "Azure, CQRS", "CQRS pattern", "Azure Architecture Center", "2025-02", "https://learn.microsoft.com/azure/architecture/patterns/cqrs"),
    source("azure-data-considerations", "Azure, data considerations", "Data considerations for microservices", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/microservices/design/data-considerations"),
    source("azure-event-driven", "Azure, event-driven style", "Event-driven architecture style", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/guide/architecture-styles/event-driven"),
    source("azure-event-sourcing", "Azure, event sourcing", "Event Sourcing pattern", "Azure Architecture Center", "2026-03", "https://learn.microsoft.com/azure/architecture/patterns/event-sourcing"),
    source("azure-interservice", "Azure, interservice communication", "Design interservice communication for microservices", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/microservices/design/interservice-communication"),
    source("azure-outbox", "Azure, transactional outbox", "Transactional Outbox pattern with Azure Cosmos DB", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/databases/guide/transactional-outbox-cosmos"),
    source("azure-pub-sub", "Azure, publisher-subscriber", "Publisher-Subscriber pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/publisher-subscriber"),
    source("azure-queue-levelling", "Azure, queue-based load levelling", "Queue-Based Load Leveling pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/queue-based-load-leveling"),
    source("azure-saga", "Azure, saga", "Saga distributed transactions pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/saga"),
    source("azure-scheduler-agent-supervisor", "Azure, scheduler agent supervisor", "Scheduler Agent Supervisor pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/scheduler-agent-supervisor"),
    source("azure-sequential-convoy", "Azure, sequential convoy", "Sequential Convoy pattern", "Azure Architecture Center", "2024", "https://learn.microsoft.com/azure/architecture/patterns/sequential-convoy"),
    source("bailis-2014", "Bailis et al. 2014", "Coordination Avoidance in Database Systems", "P. Bailis, A. Fekete, M. J. Franklin, A. Ghodsi, J. M. Hellerstein, I. Stoica", "2014", "https://arxiv.org/abs/1402.2237").unread(),
    source("bailis-2015", "Bailis et al. 2015", "Feral Concurrency Control: An Empirical Investigation of Modern Application Integrity", "P. Bailis, A. Fekete, M. J. Franklin, A. Ghodsi, J. M. Hellerstein, I. Stoica", "2015", "https://doi.org/10.1145/2723372.2737784").unread(),
    source("balegas-2015", "Balegas et al. 2015", "Extending Eventually Consistent Cloud Databases for Enforcing Numeric Invariants", "V. Balegas, D. Serra, S. Duarte, C. Ferreira, R. Rodrigues, N. Preguiça, M. Shapiro, M. Najafzadeh", "2015", "https://arxiv.org/abs/1503.09052"),
    source("cloudevents", "CloudEvents 1.0", "CloudEvents specification, version 1.0.2", "Cloud Native Computing Foundation", "2022", "https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/spec.md"),
    source("confluent-compatibility", "Confluent, schema evolution", "Schema evolution and compatibility", "Confluent Platform documentation", "2024", "https://docs.confluent.io/platform/current/schema-registry/fundamentals/schema-evolution.html"),
    source("dotnet-microservices", ".NET microservices guide", ".NET Microservices: Architecture for Containerized .NET Applications", "C. de la Torre, B. Wagner, M. Rousos (Microsoft)", "2023", "https://learn.microsoft.com/dotnet/architecture/microservices/"),
    source("dynamodb-reads", "DynamoDB, read consistency", "Amazon DynamoDB Developer Guide: read consistency", "AWS", "2024", "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.ReadConsistency.html"),
    source("fowler-cqrs", "Fowler, CQRS", "CQRS", "M. Fowler", "2011", "https://martinfowler.com/bliki/CQRS.html"),
    source("fowler-cqs", "Fowler, command query separation", "CommandQuerySeparation", "M. Fowler", "2005", "https://martinfowler.com/bliki/CommandQuerySeparation.html"),
    source("fowler-event-driven", "Fowler 2017", "What do you mean by \u{201c}Event-Driven\u{201d}?", "M. Fowler", "2017", "https://martinfowler.com/articles/201701-event-driven.html"),
    source("fowler-event-sourcing", "Fowler, event sourcing", "Event Sourcing", "M. Fowler", "2005", "https://martinfowler.com/eaaDev/EventSourcing.html"),
    source("fowler-lmax", "Fowler, LMAX", "The LMAX Architecture", "M. Fowler", "2011", "https://martinfowler.com/articles/lmax.html"),
    source("garcia-molina-1987", "Garcia-Molina and Salem 1987", "Sagas", "H. Garcia-Molina, K. Salem", "1987", "https://doi.org/10.1145/38713.38742").unread(),
    source("gdpr", "GDPR", "Regulation (EU) 2016/679 (General Data Protection Regulation)", "European Union", "2016", "https://eur-lex.europa.eu/eli/reg/2016/679/oj"),
    source("gray-lamport-2006", "Gray and Lamport 2006", "Consensus on Transaction Commit", "J. Gray, L. Lamport", "2006", "https://doi.org/10.1145/1132863.1132867"),
    source("hard-parts-2021", "The Hard Parts", "Software Architecture: The Hard Parts", "N. Ford, M. Richards, P. Sadalage, Z. Dehghani", "2021", "https://www.oreilly.com/library/view/software-architecture-the/9781492086888/").unread(),
    source("hohpe-woolf-2003", "Enterprise Integration Patterns", "Enterprise Integration Patterns", "G. Hohpe, B. Woolf", "2003", "https://www.enterpriseintegrationpatterns.com/").unread(),
    source("jepsen-consistency", "Jepsen, consistency models", "Consistency models", "Jepsen", "2024", "https://jepsen.io/consistency"),
    source("kafka-docs", "Apache Kafka", "Apache Kafka documentation", "Apache Software Foundation", "2024", "https://kafka.apache.org/documentation/"),
    source("kleppmann-2016", "Kleppmann 2016", "How to do distributed locking", "M. Kleppmann", "2016", "https://martin.kleppmann.com/2016/02/08/how-to-do-distributed-locking.html"),
    source("lesson", "the lesson", "Event-Driven Architecture Concepts", "the lesson this product started from", "2026-02", ""),
    source("microservices-io-outbox", "microservices.io, outbox", "Pattern: Transactional outbox", "C. Richardson", "2024", "https://microservices.io/patterns/data/transactional-outbox.html"),
    source("microservices-io-saga", "microservices.io, saga", "Pattern: Saga", "C. Richardson", "2024", "https://microservices.io/patterns/data/saga.html"),
    source("microservices-io-transactional", "microservices.io, database per service", "Pattern: Database per service", "C. Richardson", "2024", "https://microservices.io/patterns/data/database-per-service.html"),
    source("newman-2021", "Newman 2021", "Building Microservices, 2nd edition", "S. Newman", "2021", "https://samnewman.io/books/building_microservices_2nd_edition/").unread(),
    source("oneil-1986", "O'Neil 1986", "The Escrow Transactional Method", "P. E. O'Neil", "1986", "https://doi.org/10.1145/7239.7265").unread(),
    source("postgresql-sequences", "PostgreSQL, sequences", "PostgreSQL documentation: sequence manipulation functions", "PostgreSQL Global Development Group", "2024", "https://www.postgresql.org/docs/current/functions-sequence.html"),
    source("pritchett-2008", "Pritchett 2008", "BASE: An Acid Alternative", "D. Pritchett", "2008", "https://queue.acm.org/detail.cfm?id=1394128"),
    source("rfc9110", "RFC 9110", "HTTP Semantics, section 13: Conditional Requests", "IETF", "2022", "https://www.rfc-editor.org/rfc/rfc9110#section-13"),
    source("richardson-2018", "Richardson 2018", "Microservices Patterns", "C. Richardson", "2018", "https://microservices.io/book").unread(),
    source("shapiro-2011", "Shapiro et al. 2011", "Conflict-Free Replicated Data Types", "M. Shapiro, N. Preguiça, C. Baquero, M. Zawirski", "2011", "https://doi.org/10.1007/978-3-642-24550-3_29").unread(),
    source("sre-cascading", "Google SRE, cascading failures", "Site Reliability Engineering, chapter 22: Addressing Cascading Failures", "M. Ulrich (Google)", "2016", "https://sre.google/sre-book/addressing-cascading-failures/"),
    source("sre-critical-state", "Google SRE, critical state", "Site Reliability Engineering, chapter 23: Managing Critical State", "L. Nolan (Google)", "2016", "https://sre.google/sre-book/managing-critical-state/"),
    source("stripe-idempotency", "Stripe, idempotent requests", "Stripe API Reference: idempotent requests", "Stripe", "2024", "https://docs.stripe.com/api/idempotent_requests"),
    source("terry-1994", "Terry et al. 1994", "Session Guarantees for Weakly Consistent Replicated Data", "D. B. Terry, A. J. Demers, K. Petersen, M. J. Spreitzer, M. M. Theimer, B. B. Welch", "1994", "https://doi.org/10.1109/PDIS.1994.331722").unread(),
    source("terry-2013", "Terry 2013", "Replicated Data Consistency Explained Through Baseball", "D. Terry", "2013", "https://doi.org/10.1145/2500500").unread(),
    source("tigerbeetle-two-phase", "TigerBeetle, two-phase transfers", "Two-Phase Transfers", "TigerBeetle documentation", "2024", "https://docs.tigerbeetle.com/coding/two-phase-transfers/"),
    source("tyree-akerman-2005", "Tyree and Akerman 2005", "Architecture Decisions: Demystifying Architecture", "J. Tyree, A. Akerman", "2005", "https://doi.org/10.1109/MS.2005.27").unread(),
    source("w3c-trace-context", "W3C Trace Context", "Trace Context", "W3C", "2021", "https://www.w3.org/TR/trace-context/"),
    source("zanzibar-2019", "Zanzibar 2019", "Zanzibar: Google's Consistent, Global Authorization System", "R. Pang et al. (USENIX ATC)", "2019", "https://www.usenix.org/conference/atc19/presentation/pang").unread(),
];
