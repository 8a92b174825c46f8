//! An encrypted connection to a mail server whose certificate was checked.
//!
//! The few unencrypted commands before STARTTLS are sent here, not by the library: the library could take
//! text that an attacker inserts after them for the server's later answers.

use std::fmt;
use std::io::{self, ErrorKind};
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use lettre::transport::smtp::client::AsyncTokioStream;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader, ReadBuf,
};
use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::pki_types::{CertificateDer, ServerName};
use tokio_rustls::rustls::{CertificateError, ClientConfig, Error as TlsError, RootCertStore, crypto::ring};

use super::answer::{Lines, readable};
use super::{MailError, MailServer, Security, Terms};

/// A greeting for the library, if the real one was read before the connection was encrypted.
const GREETED: &[u8] = b"220 -\r\n";
/// The name by which this computer introduces itself: the same for all, so that the real name stays private.
pub(super) const HERE: &str = "[127.0.0.1]";
/// How long one address of a server is tried before the next one.
const EACH_ADDRESS: Duration = Duration::from_secs(10);
/// How many bytes are read ahead while the letter is still being written.
const MOST_AHEAD: usize = 4096;
/// The longest unencrypted answer.
const LONGEST_ANSWER: u64 = 16 * 1024;

/// An encrypted connection to a server whose identity was checked.
pub(super) struct Line {
    /// Whole lines that were read from the server and not passed to the library yet.
    heard: Vec<u8>,
    lines: Lines,
    stream: TlsStream<TcpStream>,
}

impl Line {
    /// Connects to the server and encrypts the connection before anything private is sent.
    pub(super) async fn open(server: &MailServer, terms: &Terms) -> Result<Self, MailError> {
        let connector = TlsConnector::from(Arc::new(config(terms, &server.host)?));
        let name =
            ServerName::try_from(server.host.clone()).map_err(|_| MailError::Host(server.host.clone()))?;
        let mut tcp = connect(server).await.ok_or_else(|| MailError::Unreachable(server.host.clone()))?;
        // A letter is written in few large pieces, and every command waits for its answer.
        let _slower = tcp.set_nodelay(true);
        let heard = match server.security {
            Security::Tls => Vec::new(),
            Security::StartTls => {
                tcp = encrypt(tcp, &server.host).await?;
                GREETED.to_vec()
            }
        };
        let stream = connector.connect(name, tcp).await.map_err(|error| explain(&error, &server.host))?;
        Ok(Self { heard, lines: Lines::default(), stream })
    }

    /// Reads from the server while writing to it. A server that refuses says why and hangs up; when the next
    /// write then fails, some systems discard what was not read by then.
    fn hear(&mut self, context: &mut Context<'_>) {
        let mut piece = [0; 512];
        while self.heard.len() < MOST_AHEAD {
            let mut said = ReadBuf::new(&mut piece);
            match Pin::new(&mut self.stream).poll_read(context, &mut said) {
                Poll::Ready(Ok(())) if !said.filled().is_empty() => {
                    self.heard.extend(self.lines.take(said.filled()));
                }
                // Nothing yet, or the end; the next read reports it again.
                _ => return,
            }
        }
    }
}

fn config(terms: &Terms, host: &str) -> Result<ClientConfig, MailError> {
    let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
    for certificate in &terms.trusted {
        let added = roots.add(CertificateDer::from(certificate.clone()));
        added.map_err(|_| MailError::CertificateUntrusted(host.to_owned()))?;
    }
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(|error| MailError::System(io::Error::other(error)))?;
    Ok(config.with_root_certificates(roots).with_no_client_auth())
}

async fn connect(server: &MailServer) -> Option<TcpStream> {
    for address in lookup_host((server.host.as_str(), server.port)).await.ok()? {
        if let Ok(Ok(stream)) = timeout(EACH_ADDRESS, TcpStream::connect(address)).await {
            return Some(stream);
        }
    }
    None
}

/// Asks for STARTTLS. After the answer nothing but the encryption itself may follow.
async fn encrypt(tcp: TcpStream, host: &str) -> Result<TcpStream, MailError> {
    let mut reader = BufReader::new(tcp);
    let broken = || MailError::Broken(host.to_owned());
    let greeting = answer(&mut reader).await.ok_or_else(broken)?;
    if !greeting.starts_with('2') {
        return Err(MailError::Busy { host: host.to_owned(), answer: super::error::one_line(&greeting) });
    }
    let can = say(&mut reader, &format!("EHLO {HERE}")).await.ok_or_else(broken)?;
    let offered = can
        .lines()
        .any(|line| line.get(4..).is_some_and(|word| word.trim().eq_ignore_ascii_case("STARTTLS")));
    let not_secure = || MailError::NotSecure(host.to_owned());
    if !offered {
        return Err(not_secure());
    }
    let agreed = say(&mut reader, "STARTTLS").await.ok_or_else(broken)?;
    if !agreed.starts_with("220") || !reader.buffer().is_empty() {
        return Err(not_secure());
    }
    Ok(reader.into_inner())
}

async fn say(reader: &mut BufReader<TcpStream>, words: &str) -> Option<String> {
    reader.get_mut().write_all(format!("{words}\r\n").as_bytes()).await.ok()?;
    answer(reader).await
}

/// Reads one answer with all its lines; `None` if it is not an answer.
async fn answer(reader: &mut BufReader<TcpStream>) -> Option<String> {
    let mut limited = reader.take(LONGEST_ANSWER);
    let mut answer = String::new();
    loop {
        let mut line = Vec::new();
        limited.read_until(b'\n', &mut line).await.ok()?;
        let is_code = line.len() > 3 && line.iter().take(3).all(u8::is_ascii_digit);
        if !is_code || !line.ends_with(b"\n") {
            return None;
        }
        answer.push_str(std::str::from_utf8(&readable(&line)).ok()?);
        if line.get(3) != Some(&b'-') {
            return Some(answer);
        }
    }
}

fn explain(error: &io::Error, host: &str) -> MailError {
    let host = host.to_owned();
    match error.get_ref().and_then(|inner| inner.downcast_ref::<TlsError>()) {
        Some(TlsError::InvalidCertificate(problem)) => match problem {
            CertificateError::Expired
            | CertificateError::ExpiredContext { .. }
            | CertificateError::NotValidYet
            | CertificateError::NotValidYetContext { .. } => MailError::CertificateExpired(host),
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                MailError::CertificateOfOther(host)
            }
            _ => MailError::CertificateUntrusted(host),
        },
        Some(_) => MailError::NotSecure(host),
        None if error.kind() == ErrorKind::InvalidData => MailError::NotSecure(host),
        None => MailError::Broken(host),
    }
}

impl fmt::Debug for Line {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Line")
    }
}

impl AsyncTokioStream for Line {
    fn peer_addr(&self) -> io::Result<SocketAddr> {
        self.stream.get_ref().0.peer_addr()
    }
}

impl AsyncRead for Line {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let mut piece = [0; 512];
        while self.heard.is_empty() {
            let mut said = ReadBuf::new(&mut piece);
            ready!(Pin::new(&mut self.stream).poll_read(context, &mut said))?;
            let ended = said.filled().is_empty();
            let lines = if ended { self.lines.end() } else { self.lines.take(said.filled()) };
            self.heard = lines;
            if ended {
                break;
            }
        }
        let now = self.heard.len().min(buffer.remaining());
        buffer.put_slice(&self.heard.drain(..now).collect::<Vec<_>>());
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Line {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.hear(context);
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }
}
