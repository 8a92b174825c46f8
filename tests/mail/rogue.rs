//! Servers that misbehave: each answers by a function of what it hears, over a line that is encrypted or not.

use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tokio_rustls::rustls::pki_types::{CertificateDer, PrivatePkcs8KeyDer};
use tokio_rustls::rustls::{ServerConfig, ServerConnection, StreamOwned, crypto::ring};
use yuebao::mail::{MailServer, Security, Terms};

use crate::identity::Identity;
use crate::server::address;

/// What a server does when it heard something.
pub(crate) enum Reply {
    Say(&'static str),
    /// Says it in GBK, as servers in China do.
    SayInGbk(&'static str),
    Silence,
    HangUp,
    /// Says it, be it within the letter, and hangs up.
    SayAndHangUp(&'static str),
}

use Reply::Say;

/// A function from what is heard to what is done: nothing heard is the moment of the greeting, `.` the end of a
/// letter.
pub(crate) type Manners = fn(&str) -> Reply;

pub(crate) struct Rogue {
    port: u16,
    security: Security,
    authority: Vec<u8>,
    heard: Arc<Mutex<Vec<String>>>,
}

/// What a server with good manners says.
pub(crate) fn polite(heard: &str) -> Reply {
    Say(match heard.split(' ').next().unwrap_or_default() {
        "" => "220 rogue",
        "EHLO" => "250-rogue\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 50000000",
        "AUTH" => "235 welcome",
        "DATA" => "354 go on",
        "QUIT" => "221 bye",
        _ => "250 OK",
    })
}

impl Rogue {
    /// Encrypted from the first byte on.
    pub(crate) fn start(manners: Manners) -> Self {
        Self::with(&Identity::new(), manners)
    }

    pub(crate) fn with(identity: &Identity, manners: Manners) -> Self {
        let config = Arc::new(config(identity));
        Self::listen(Security::Tls, identity, move |stream, heard| {
            let connection = ServerConnection::new(Arc::clone(&config)).unwrap();
            converse(StreamOwned::new(connection, stream), manners, heard);
        })
    }

    /// It never encrypts anything, whatever it says.
    pub(crate) fn in_the_open(security: Security, manners: Manners) -> Self {
        Self::listen(security, &Identity::new(), move |stream, heard| converse(stream, manners, heard))
    }

    fn listen(
        security: Security,
        identity: &Identity,
        serve: impl Fn(TcpStream, &Mutex<Vec<String>>) + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        let heard = Arc::new(Mutex::new(Vec::new()));
        let hearing = Arc::clone(&heard);
        thread::spawn(move || {
            for stream in listener.incoming().map_while(Result::ok) {
                serve(stream, &hearing);
            }
        });
        Self { port, security, authority: identity.authority.clone(), heard }
    }

    pub(crate) fn address(&self) -> MailServer {
        address(self.port, self.security)
    }

    pub(crate) fn terms(&self) -> Terms {
        Terms { trusted: vec![self.authority.clone()], ..Terms::default() }
    }

    /// For a server that never answers: nobody wants to wait for it long.
    pub(crate) fn impatient(&self) -> Terms {
        Terms { patience: Duration::from_secs(1), ..self.terms() }
    }

    /// Whether somebody told it this, so far.
    pub(crate) fn heard(&self, what: &str) -> bool {
        self.heard.lock().unwrap().iter().any(|line| line.contains(what))
    }
}

fn config(identity: &Identity) -> ServerConfig {
    let key = PrivatePkcs8KeyDer::from(identity.key.serialize_der());
    ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(identity.certificate.der().to_vec())], key.into())
        .unwrap()
}

/// The line stays open, and nobody reads what comes.
fn sleep() -> ! {
    loop {
        thread::park();
    }
}

/// Until either side hangs up. A client that does not like the certificate does so at once.
fn converse(stream: impl Read + Write, manners: Manners, heard: &Mutex<Vec<String>>) {
    let mut stream = BufReader::new(stream);
    let mut line = String::new();
    let mut within_letter = false;
    loop {
        let words = line.trim_end().to_owned();
        heard.lock().unwrap().push(words.clone());
        let ends = words == ".";
        match manners(&words) {
            Say(answer) if ends || !within_letter => {
                within_letter = answer.starts_with("354");
                if stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).is_err() {
                    return;
                }
            }
            Reply::SayInGbk(answer) => {
                let (bytes, ..) = encoding_rs::GB18030.encode(answer);
                within_letter = answer.starts_with("354");
                if stream.get_mut().write_all(&[&bytes, b"\r\n".as_slice()].concat()).is_err() {
                    return;
                }
            }
            Say(_) => {}
            Reply::Silence => sleep(),
            Reply::HangUp => return,
            Reply::SayAndHangUp(answer) => {
                let _said = stream.get_mut().write_all(format!("{answer}\r\n").as_bytes());
                return;
            }
        }
        line.clear();
        if !matches!(stream.read_line(&mut line), Ok(1..)) {
            return;
        }
    }
}
