//! What the program says about itself.

use clap::Command;

use super::Folder;

/// A command and all commands below it, each with its names from the program on.
fn every<'c>(command: &'c Command, names: &str) -> Vec<(String, &'c Command)> {
    let names = format!("{names} {}", command.get_name());
    let below = command.get_subcommands().flat_map(|command| every(command, &names));
    std::iter::once((names.trim().to_owned(), command)).chain(below).collect()
}

#[test]
fn every_command_and_argument_is_explained() {
    let line = server::cli::line();
    let all = every(&line, "");
    assert!(all.len() > 10);
    let mut wrong = Vec::new();
    for (names, command) in all {
        let about = command.get_about().map(ToString::to_string).unwrap_or_default();
        if !about.starts_with(char::is_uppercase) {
            wrong.push(format!("{names}: {about:?}"));
        }
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string).unwrap_or_default();
            if !help.starts_with(char::is_uppercase) || help.ends_with('.') {
                wrong.push(format!("{names} {}: {help:?}", argument.get_id()));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn shells_complete_what_there_is() {
    let folder = Folder::with(&["advice.yaml"]);
    for shell in ["bash", "zsh", "fish", "elvish", "powershell"] {
        let ran = folder.run(&format!("eda-advisor completions {shell}"));
        assert!(ran.code == 0 && ran.out.contains("fail-on"), "{shell}");
    }
    // What bash has at hand when the key is pressed behind the last word.
    folder.write(
        "complete.bash",
        "eval \"$(eda-advisor completions bash)\"\n\
         COMP_WORDS=(eda-advisor \"$@\") COMP_CWORD=$#\n\
         _eda__advisor eda-advisor \"${!#}\" \"${COMP_WORDS[$# - 1]}\"\n\
         echo \"${COMPREPLY[@]}\"\n",
    );
    for (typed, completed) in [
        ("ch", "check"),
        ("check --fail-on n", "never"),
        ("export advice.yaml --as as", "asyncapi"),
        ("schema diff --le", "--lenient"),
    ] {
        let ran = folder.run(&format!("bash complete.bash {typed}"));
        assert_eq!(ran.out.trim(), completed, "{typed}: {}", ran.err);
    }
}

#[test]
fn a_manual_page_says_what_the_help_says() {
    let folder = Folder::with(&[]);
    let page = folder.run("eda-advisor man check");
    assert_eq!(page.code, 0);
    for said in [".TH eda-advisor-check 1", "Exit code 0 if nothing fails", "write\\-baseline"] {
        assert!(page.out.contains(said), "{said} is missing:\n{}", page.out);
    }
    assert!(folder.run("eda-advisor man").out.contains("schema"));
    assert!(folder.run("eda-advisor man schema diff").out.contains("lenient"));
    let unknown = folder.run("eda-advisor man chekc");
    assert_eq!((unknown.code, unknown.err.as_str()), (2, "eda-advisor: there is no command chekc\n"));
}

#[test]
fn a_reader_that_leaves_early_is_no_error() {
    let folder = Folder::with(&["advice.yaml"]);
    let ran = folder.run("bash -o pipefail -c 'eda-advisor rules | head -n 1'");
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
}
