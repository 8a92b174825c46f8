//! A real mail server (aiosmtpd), and the letters it took, read back with Python's `email`.

use std::fs;
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::{Value, json};
use tempfile::TempDir;
use yuebao::mail::{MailServer, Security, Terms};

use crate::identity::Identity;

/// The system's own Python, for which the system's packages are.
const PYTHON: &str = "/usr/bin/python3";
pub(crate) const USER: &str = "zhang@163.com";
pub(crate) const CODE: &str = "abcdefghijklmnop";

pub(crate) struct Server {
    folder: TempDir,
    process: Child,
    port: u16,
    security: Security,
    authority: Vec<u8>,
}

impl Server {
    pub(crate) fn start(security: Security) -> Self {
        Self::with(security, &Identity::new(), json!({}))
    }

    /// A server of which some things are different.
    pub(crate) fn with(security: Security, identity: &Identity, different: Value) -> Self {
        let folder = tempfile::tempdir().unwrap();
        identity.write(folder.path());
        let mut wanted = json!({
            "folder": folder.path(),
            "certificate": folder.path().join("certificate.pem"),
            "key": folder.path().join("key.pem"),
            "starttls": security == Security::StartTls,
            "user": USER,
            "code": CODE,
            "size": 30_000_000,
        });
        let Value::Object(different) = different else { panic!("an object") };
        wanted.as_object_mut().unwrap().extend(different);
        let mut process = Command::new(PYTHON)
            .arg(script("server.py"))
            .arg(wanted.to_string())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| panic!("{PYTHON}: {error}"));
        let mut port = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut port).unwrap();
        let port = port.trim().parse().expect("it listens; if not, is python3-aiosmtpd installed?");
        Self { folder, process, port, security, authority: identity.authority.clone() }
    }

    pub(crate) fn address(&self) -> MailServer {
        address(self.port, self.security)
    }

    /// The same as a file, for a program that is run.
    pub(crate) fn authority(&self) -> PathBuf {
        let path = self.folder.path().join("authority.der");
        yuebao::output::write_file(&path, &self.authority).unwrap();
        path
    }

    /// What a client needs to know to believe this server.
    pub(crate) fn terms(&self) -> Terms {
        Terms { trusted: vec![self.authority.clone()], ..Terms::default() }
    }

    /// The letters it took, as mail programs show them, each with the way it came.
    pub(crate) fn letters(&self) -> Vec<Value> {
        let taken = (1..).map(|number| self.folder.path().join(format!("{number}.eml")));
        let taken = taken.take_while(|path| path.exists());
        let letter = |path: PathBuf| {
            let mut shown = read(&fs::read(&path).unwrap());
            let way = fs::read(path.with_extension("json")).unwrap();
            shown["steps"] = serde_json::from_slice(&way).unwrap();
            shown
        };
        taken.map(letter).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ended = self.process.kill().and_then(|()| self.process.wait());
    }
}

/// A program of these tests, for the tests of the window too.
fn script(name: &str) -> PathBuf {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let mut programs = folders.map(|folder| folder.join("tests/mail").join(name));
    programs.find(|path| path.exists()).unwrap()
}

pub(crate) fn address(port: u16, security: Security) -> MailServer {
    MailServer { host: "localhost".into(), port, security, address: USER.into() }
}

/// A letter as Python's `email` reads it.
pub(crate) fn read(letter: &[u8]) -> Value {
    let mut process = Command::new(PYTHON)
        .arg(script("read.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{PYTHON}: {error}"));
    process.stdin.take().unwrap().write_all(letter).unwrap();
    let output = process.wait_with_output().unwrap();
    assert!(output.status.success(), "the letter cannot be read");
    serde_json::from_slice(&output.stdout).unwrap()
}
