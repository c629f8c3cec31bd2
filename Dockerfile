# The image holds the binary, the certificates that a language model is asked under, and nothing else that we add.
# Build: docker build -t eda-advisor .

FROM rust:1.95-bookworm AS build
WORKDIR /src
COPY . .
RUN cargo xtask build

FROM debian:bookworm-slim
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /src/target/release/eda-advisor /usr/local/bin/eda-advisor
COPY --from=build /src/LICENSE-APACHE /src/LICENSE-MIT /usr/share/doc/eda-advisor/

# A user without rights. The root can be read-only: only /data is written to.
USER 10001:10001
VOLUME /data
ENV EDA_ADVISOR_LISTEN=0.0.0.0:3000 \
    EDA_ADVISOR_DATABASE_URL=sqlite:/data/eda-advisor.db \
    EDA_ADVISOR_LOG_FORMAT=json
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["/usr/local/bin/eda-advisor"]
CMD ["serve"]
