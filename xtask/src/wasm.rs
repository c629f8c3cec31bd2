//! The WASM artefacts as a table, and the build of one artefact.
//!
//! wasm-bindgen is used as a library, in the version that the lock file has for the bound code. So there is
//! no tool to install, and no version that could differ.

use anyhow::Context;
use wasm_bindgen_cli_support::Bindgen;

use crate::{
    Profile,
    step::{cargo, run},
    target,
};

/// The compilation target of the artefacts.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// All artefacts.
pub(crate) static ARTEFACTS: [Artefact; 2] = [
    Artefact {
        title: "wasm: islands",
        name: "site",
        package: "app",
        library: "app",
        features: "hydrate",
        loaded_by: Loader::Browser,
        used_by: Use::Site,
    },
    Artefact {
        title: "wasm: engine",
        name: "engine",
        package: "engine-wasm",
        library: "engine_wasm",
        features: "",
        loaded_by: Loader::Node,
        used_by: Use::Tests,
    },
];

/// A library of the workspace, compiled to WASM, with the script that loads it: `target/NAME-wasm/NAME.js`
/// and `NAME_bg.wasm`.
pub(crate) struct Artefact {
    pub(crate) title: &'static str,
    pub(crate) name: &'static str,
    package: &'static str,
    library: &'static str,
    features: &'static str,
    loaded_by: Loader,
    pub(crate) used_by: Use,
}

/// The environment that loads an artefact. It decides the format of the script.
enum Loader {
    Browser,
    Node,
}

/// The purpose of an artefact.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    /// Served with the site.
    Site,
    /// Loaded by tests only.
    Tests,
}

impl Artefact {
    /// Compiles the library and generates its script.
    pub(crate) fn build(&self, profile: Profile) -> anyhow::Result<()> {
        let profile = match profile {
            Profile::Dev => "wasm-dev",
            Profile::Release => "wasm",
        };
        let mut build = cargo();
        build.args(["build", "--lib", "--target", TARGET, "--profile", profile]);
        run(build.args(["--package", self.package, "--features", self.features]))?;

        let compiled = target().join(TARGET).join(profile).join(self.library).with_extension("wasm");
        let mut bindgen = Bindgen::new();
        bindgen
            .input_path(&compiled)
            .out_name(self.name)
            .typescript(false)
            .omit_default_module_path(true)
            .remove_name_section(true)
            .remove_producers_section(true);
        match self.loaded_by {
            Loader::Browser => bindgen.web(true)?,
            Loader::Node => bindgen.nodejs(true)?,
        };
        bindgen.generate(self.folder()).with_context(|| format!("binding {}", compiled.display()))
    }

    /// The folder of the script and the WASM.
    pub(crate) fn folder(&self) -> std::path::PathBuf {
        target().join(format!("{}-wasm", self.name))
    }
}
