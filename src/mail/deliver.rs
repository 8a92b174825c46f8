//! Handing one letter to one server, and reporting exactly what became of it.
//!
//! Until its last line is written a letter can be cancelled, and every failure means that it was not sent.
//! After that only the server's answer counts; without an answer the result is unknown, and that is reported.
//! Each step has a time limit, and nothing is tried twice here.

use std::cell::{Cell, RefCell};
use std::panic::resume_unwind;
use std::pin::pin;
use std::str::FromStr as _;
use std::task::Poll;
use std::thread;
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use lettre::Address;
use lettre::transport::smtp::Error as Answer;
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{Data, Ehlo, Mail, Rcpt};
use lettre::transport::smtp::extension::ClientId;
use lettre::transport::smtp::response::Response;
use tokio::time::{Instant, interval, timeout};

use super::error::one_line;
use super::line::{HERE, Line};
use super::server::checked_address;
use super::{Cancel, MailError, OnProgress, Post, Progress, Terms};

/// The shortest part of the code that is blanked in an answer; anything shorter is in many words.
const SHORTEST_SECRET: usize = 4;
/// How often a request to cancel is checked.
const TICK: Duration = Duration::from_millis(50);
/// How many bytes are written at a time.
const PIECE: usize = 16 * 1024;
/// How long the goodbye to the server may take once the letter is sent.
const GOODBYE: Duration = Duration::from_secs(2);

/// Hands a letter over and waits for the result. `Ok` means that the server has accepted it.
pub fn deliver(
    post: &Post<'_>,
    terms: &Terms,
    cancel: &Cancel,
    progress: &mut OnProgress<'_>,
) -> Result<(), MailError> {
    // The window calls this inside its own async runtime, which cannot block on a second one.
    thread::scope(|scope| {
        let worker = thread::Builder::new().spawn_scoped(scope, || wait(post, terms, cancel, progress));
        worker.map_err(MailError::System)?.join().unwrap_or_else(|panic| resume_unwind(panic))
    })
}

fn wait(
    post: &Post<'_>,
    terms: &Terms,
    cancel: &Cancel,
    progress: &mut OnProgress<'_>,
) -> Result<(), MailError> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_io().enable_time().build();
    let runtime = runtime.map_err(MailError::System)?;
    let result = runtime.block_on(async {
        let watch = Watch::new(post, terms, progress);
        let mut dialogue = pin!(dialogue(post, terms, &watch));
        let mut ticks = interval(TICK);
        std::future::poll_fn(|context| {
            // If it was cancelled before it began, it does not begin.
            while ticks.poll_tick(context).is_ready() {
                if let Some(reason) = watch.reason_to_stop(cancel) {
                    return Poll::Ready(Err(reason));
                }
            }
            dialogue.as_mut().poll(context)
        })
        .await
    });
    // A name lookup that is still running would block the officer for as long as the system wants.
    runtime.shutdown_background();
    result
}

/// The current step of a letter, its start, and who is informed.
struct Watch<'a> {
    post: &'a Post<'a>,
    patience: Duration,
    step: Cell<Step>,
    since: Cell<Instant>,
    tell: RefCell<&'a mut OnProgress<'a>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    Connect,
    SignIn,
    Sender,
    Recipient,
    Letter,
    /// The server may have received the last line, so only the server knows the result.
    HandedOver,
}

impl<'a> Watch<'a> {
    fn new(post: &'a Post<'a>, terms: &Terms, tell: &'a mut OnProgress<'a>) -> Self {
        Self {
            post,
            patience: terms.patience,
            step: Cell::new(Step::Connect),
            since: Cell::new(Instant::now()),
            tell: RefCell::new(tell),
        }
    }

    fn go_on(&self, step: Step) {
        self.step.set(step);
        self.since.set(Instant::now());
    }

    fn tell(&self, progress: Progress) {
        self.since.set(Instant::now());
        (self.tell.borrow_mut())(progress);
    }

    fn reason_to_stop(&self, cancel: &Cancel) -> Option<MailError> {
        let handed_over = self.step.get() == Step::HandedOver;
        if cancel.is_cancelled() && !handed_over {
            return Some(MailError::Cancelled);
        }
        let patience = if handed_over { self.patience * 3 } else { self.patience };
        let host = || self.post.server.host.clone();
        (self.since.get().elapsed() > patience)
            .then(|| if handed_over { MailError::Unknown(host()) } else { MailError::Silent(host()) })
    }

    /// Explains an error of the library at the present step.
    fn explain(&self, error: &Answer) -> MailError {
        let (host, step) = (self.post.server.host.clone(), self.step.get());
        let Some(code) = error.status().map(u16::from) else {
            return if step == Step::HandedOver { MailError::Unknown(host) } else { MailError::Broken(host) };
        };
        let words = std::error::Error::source(error).map(ToString::to_string).unwrap_or_default();
        let answer = self.answer(code, &words);
        match (step, code) {
            (Step::SignIn, 500..) => {
                MailError::WrongCode { address: self.post.server.address.clone(), answer }
            }
            (Step::Sender | Step::Recipient | Step::Letter | Step::HandedOver, 552 | 523) => {
                self.too_large(None)
            }
            (Step::Sender, 500..) => {
                MailError::SenderRefused { address: self.post.server.address.clone(), answer }
            }
            (Step::Recipient, 500..) => {
                MailError::RecipientRefused { address: self.post.recipient.to_owned(), answer }
            }
            (_, 500..) => MailError::Refused { host, answer },
            _ => MailError::Busy { host, answer },
        }
    }

    /// An answer of the server without the code. A server may repeat what it was sent, plain or encoded.
    fn answer(&self, code: u16, words: &str) -> String {
        let secrets = self.secrets();
        let tells = |word: &str| {
            word.len() >= SHORTEST_SECRET
                && secrets.iter().any(|secret| secret.contains(word) || word.contains(secret.as_str()))
        };
        let masked = words.split_whitespace().map(|word| if tells(word) { "……" } else { word });
        one_line(&format!("{code} {}", masked.collect::<Vec<_>>().join(" ")))
    }

    /// The code as it is sent: plain, alone in base64, and in base64 behind the address.
    fn secrets(&self) -> [String; 3] {
        let (code, address) = (self.post.code.exposed(), &self.post.server.address);
        let together = format!("\0{address}\0{code}");
        [code.to_owned(), STANDARD.encode(code), STANDARD.encode(together)]
    }

    fn too_large(&self, limit: Option<usize>) -> MailError {
        let size = self.post.message.len().div_ceil(1024);
        MailError::TooLarge { size, limit: limit.map(limit_in_words) }
    }
}

async fn dialogue(post: &Post<'_>, terms: &Terms, watch: &Watch<'_>) -> Result<(), MailError> {
    let Post { server, code, recipient, message } = post;
    let explain = |error: Answer| watch.explain(&error);
    let [from, to] = [server.address.as_str(), recipient].map(|text| {
        let address = checked_address(text)?;
        Address::from_str(&address).map_err(|_| MailError::Address(address))
    });
    let (from, to) = (from?, to?);

    watch.tell(Progress::Connecting);
    let line = Line::open(server, terms).await?;
    watch.go_on(Step::Connect);
    let here = ClientId::Domain(HERE.to_owned());
    let mut connection =
        AsyncSmtpConnection::connect_with_transport(Box::new(line), &here).await.map_err(explain)?;
    // The library does not keep the size limit from the greeting, so it is asked for again.
    let able = connection.command(Ehlo::new(here)).await.map_err(explain)?;
    if let Some(limit) = size_limit(&able).filter(|limit| message.len() > *limit) {
        return Err(watch.too_large(Some(limit)));
    }

    watch.go_on(Step::SignIn);
    watch.tell(Progress::SigningIn);
    if connection.server_info().get_auth_mechanism(DEFAULT_MECHANISMS).is_none() {
        return Err(MailError::NoSignIn(server.host.clone()));
    }
    let credentials = Credentials::new(server.address.clone(), code.exposed().to_owned());
    connection.auth(DEFAULT_MECHANISMS, &credentials).await.map_err(explain)?;
    watch.go_on(Step::Sender);
    connection.command(Mail::new(Some(from), Vec::new())).await.map_err(explain)?;
    watch.go_on(Step::Recipient);
    connection.command(Rcpt::new(to, Vec::new())).await.map_err(explain)?;
    watch.go_on(Step::Letter);
    connection.command(Data).await.map_err(explain)?;
    if let Err(error) = connection.message_iter(pieces(message, watch)).await {
        return Err(explain(last_word(&mut connection, error).await));
    }
    // The letter is sent; a server that is slow to say goodbye does not change that.
    let _said = timeout(GOODBYE, connection.quit()).await;
    Ok(())
}

/// Reads the server's message if it hung up in the middle of the letter. The library only reports that it
/// could not write, and does not read the reason.
async fn last_word(connection: &mut AsyncSmtpConnection, error: Answer) -> Answer {
    if error.status().is_some() {
        return error;
    }
    match timeout(GOODBYE, connection.read_response()).await {
        Ok(Err(said)) if said.status().is_some() => said,
        _ => error,
    }
}

/// The letter in pieces. After the last one the library writes the line that ends the letter.
fn pieces<'a>(message: &'a [u8], watch: &'a Watch<'_>) -> impl Iterator<Item = &'a [u8]> {
    let total = message.len();
    let mut sent = 0;
    let mut pieces = message.chunks(PIECE);
    std::iter::from_fn(move || {
        watch.tell(Progress::Transferring { sent, total });
        let piece = pieces.next();
        if let Some(piece) = piece {
            sent += piece.len();
        } else {
            watch.go_on(Step::HandedOver);
            watch.tell(Progress::Waiting);
        }
        piece
    })
}

/// A limit in words, rounded down: what is told to fit must fit.
fn limit_in_words(bytes: usize) -> String {
    if bytes < 1024 { format!("{bytes} 字节") } else { format!("{} KB", bytes / 1024) }
}

/// The size of the largest letter that the server accepts; 0 means that it names no limit.
fn size_limit(able: &Response) -> Option<usize> {
    let size = able.message().find_map(|line| {
        let (word, size) = line.split_once(' ')?;
        word.eq_ignore_ascii_case("SIZE").then_some(size)
    })?;
    size.trim().parse().ok().filter(|size| *size > 0)
}
