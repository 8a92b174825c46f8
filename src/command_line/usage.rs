//! Messages for wrong usage in Chinese: what is wrong, how the command is written, where to find help.
//!
//! Only clap's errors are translated here; the core's refusals have their own sentences.

use std::error::Error as _;
use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};

use crate::wording::quoted;

/// Says what is wrong with the arguments.
pub(crate) fn explain(error: &Error, command: &Command, texts: &[OsString]) -> String {
    let named = |kind| error.get(kind).map(as_text).unwrap_or_default();
    let argument = named(ContextKind::InvalidArg);
    let sentence = match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}"),
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            "没有写要做什么".to_owned()
        }
        ErrorKind::InvalidSubcommand => no_such_command(&named(ContextKind::InvalidSubcommand)),
        ErrorKind::UnknownArgument => format!("不认识{}", quoted(argument)),
        ErrorKind::ArgumentConflict => format!("{argument} 只能写一次"),
        ErrorKind::InvalidValue if named(ContextKind::InvalidValue).is_empty() => {
            format!("{argument} 后面没有写内容")
        }
        ErrorKind::InvalidValue => format!(
            "{argument} 不能是{}，可以写：{}",
            quoted(named(ContextKind::InvalidValue)),
            named(ContextKind::ValidValue)
        ),
        ErrorKind::ValueValidation => error.source().map(ToString::to_string).unwrap_or_default(),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{argument} 后面的内容个数不对")
        }
        ErrorKind::InvalidUtf8 => "命令里有认不出的文字，请用 UTF-8 编码".to_owned(),
        _ => "命令写得不对".to_owned(),
    };
    with_usage(&sentence, called(command, texts))
}

/// Says that there is no such command.
pub(crate) fn unknown_command(name: &str, command: Command) -> String {
    with_usage(&no_such_command(name), command)
}

fn no_such_command(name: &str) -> String {
    format!("没有{}这个命令", quoted(name))
}

fn with_usage(sentence: &str, mut command: Command) -> String {
    let usage = command.render_usage().to_string();
    let usage = usage.trim_start_matches("Usage:").trim();
    format!("{sentence}；什么都没有做。\n用法：{usage}\n运行 yuebao --help 看用法")
}

/// The subcommand that was called, or the whole program if none was named.
fn called(command: &Command, texts: &[OsString]) -> Command {
    let mut called = command;
    for text in texts.iter().filter_map(|text| text.to_str()) {
        called = called.find_subcommand(text).unwrap_or(called);
    }
    called.clone()
}

fn as_text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join("、"),
        other => other.to_string(),
    }
}
