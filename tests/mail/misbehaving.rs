//! Servers that stall, hang up, refuse, lie and repeat what they were told. Nothing of it is recorded as sent.

use yuebao::error::Error;
use yuebao::mail::{Cancel, MailError, Post, Progress, Security, deliver};
use yuebao::output::document::Fonts;
use yuebao::report::State;

use crate::harness::now;
use crate::identity::Identity;
use crate::rogue::Reply::{HangUp, Say, SayAndHangUp, SayInGbk, Silence};
use crate::rogue::{Manners, Rogue, polite};
use crate::server::CODE;
use crate::{Desk, code, march};

/// Good manners but for one thing.
macro_rules! but {
    ($at:literal, $reply:expr) => {
        |heard: &str| {
            let here = if $at.is_empty() { heard.is_empty() } else { heard.starts_with($at) };
            if here { $reply } else { polite(heard) }
        }
    };
}

fn told(manners: Manners) -> MailError {
    let rogue = Rogue::start(manners);
    Desk::at(rogue.address()).fails(&rogue.terms())
}

#[test]
fn a_polite_one_takes_it() {
    let rogue = Rogue::start(polite);
    let mut desk = Desk::at(rogue.address());
    desk.send(&rogue.terms()).unwrap();
    assert_eq!(desk.state(), State::Sent);
    assert!(rogue.heard("MAIL FROM:<zhang@163.com>") && rogue.heard("RCPT TO:<cqwzczk@163.com>"));
    assert!(rogue.heard("EHLO [127.0.0.1]"), "this computer's name stays at home");
}

#[test]
fn a_server_that_stalls_is_waited_for_and_given_up() {
    let stalls: [Manners; 5] = [
        but!("", Silence),
        but!("EHLO", Silence),
        but!("AUTH", Silence),
        but!("RCPT", Silence),
        but!("DATA", Silence),
    ];
    for manners in stalls {
        let rogue = Rogue::start(manners);
        let error = Desk::at(rogue.address()).fails(&rogue.impatient());
        assert!(matches!(error, MailError::Silent(_)), "{error:?}");
    }
    let rogue = Rogue::in_the_open(Security::Tls, but!("", Silence));
    let error = Desk::at(rogue.address()).fails(&rogue.impatient());
    assert!(matches!(error, MailError::Silent(_)), "it never encrypts: {error:?}");
}

#[test]
fn a_server_that_hangs_up() {
    let hangs_up: [Manners; 6] = [
        but!("", HangUp),
        but!("EHLO", HangUp),
        but!("AUTH", HangUp),
        but!("MAIL", HangUp),
        but!("RCPT", HangUp),
        but!("DATA", HangUp),
    ];
    for manners in hangs_up {
        let error = told(manners);
        assert!(matches!(error, MailError::Broken(_)), "{error:?}");
    }
}

/// The letter is out of hand, and nobody says what became of it: it is neither sent nor not sent.
#[test]
fn no_answer_after_the_letter_is_not_known_and_asks_before_the_next() {
    let silent = Rogue::start(but!(".", Silence));
    let gone = Rogue::start(but!(".", HangUp));
    for rogue in [silent, gone] {
        let mut desk = Desk::at(rogue.address());
        let error = desk.fails(&rogue.impatient());
        assert!(matches!(error, MailError::Unknown(_)), "{error:?}");
        assert!(
            error.to_string().contains("不知道有没有送到") && error.to_string().contains("已发送"),
            "{error}"
        );

        let good = Rogue::start(polite);
        desk.session.sending().set_mail_server(Some(good.address())).unwrap();
        let asked = desk.fails(&good.terms());
        assert!(matches!(asked, MailError::Doubtful { .. }), "{asked:?}");
        assert!(asked.to_string().contains("2022年3月20日 09:00"), "{asked}");
        desk.send_with(&code(), &good.terms(), true).unwrap();
        assert_eq!(desk.state(), State::Sent);
    }
}

#[test]
fn a_computer_that_goes_dark_on_the_way_is_asked_about_it() {
    let rogue = Rogue::start(polite);
    let mut desk = Desk::at(rogue.address());
    let delivery =
        desk.session.sending_mut().prepare_delivery(now(), march(), false, Fonts::system()).unwrap();
    desk.session.sending_mut().begin_delivery(now(), &delivery).unwrap();
    assert!(matches!(desk.fails(&rogue.terms()), MailError::Doubtful { .. }));
    // A failure that is known to be one leaves no doubt.
    desk.session.sending_mut().finish_delivery(now(), &delivery, Err(MailError::Cancelled)).unwrap_err();
    desk.send(&rogue.terms()).unwrap();
}

#[test]
fn refusals_at_every_step() {
    assert!(matches!(told(but!("", Say("421 too busy"))), MailError::Busy { .. }));
    assert!(matches!(told(but!("", Say("554 no"))), MailError::Refused { .. }));
    assert!(matches!(told(but!("EHLO", Say("502 what?"))), MailError::Refused { .. }));
    assert!(matches!(told(but!("AUTH", Say("454 later"))), MailError::Busy { .. }));
    assert!(matches!(told(but!("AUTH", Say("535 no"))), MailError::WrongCode { .. }));
    assert!(matches!(told(but!("MAIL", Say("553 not you"))), MailError::SenderRefused { .. }));
    assert!(matches!(told(but!("MAIL", Say("552 too big"))), MailError::TooLarge { limit: None, .. }));
    assert!(matches!(told(but!("RCPT", Say("450 grey"))), MailError::Busy { .. }));
    assert!(matches!(told(but!("RCPT", Say("550 who?"))), MailError::RecipientRefused { .. }));
    assert!(matches!(told(but!("DATA", Say("451 later"))), MailError::Busy { .. }));
    assert!(matches!(told(but!(".", Say("554 spam"))), MailError::Refused { .. }));
}

#[test]
fn the_code_of_an_answer_counts_in_whatever_words_it_is() {
    let refused = told(but!("AUTH", SayInGbk("535 登录失败，请用授权码")));
    assert!(matches!(&refused, MailError::WrongCode { answer, .. } if answer == "535 登录失败，请用授权码"));
    assert!(matches!(told(but!("RCPT", SayInGbk("550 用户不存在"))), MailError::RecipientRefused { .. }));
    assert!(matches!(told(but!(".", SayInGbk("554 疑似垃圾邮件"))), MailError::Refused { .. }));
    assert!(matches!(told(but!("", SayInGbk("421 服务器忙"))), MailError::Busy { .. }));
    let gbk: Manners = |heard| match polite(heard) {
        _ if heard.is_empty() => SayInGbk("220 欢迎"),
        Say(_) if heard.starts_with("EHLO") => {
            SayInGbk("250-您好\r\n250-auth login plain\r\n250 size 50000000")
        }
        Say(_) if heard.starts_with("DATA") => SayInGbk("354 请说"),
        Say(_) if heard.starts_with("RCPT") || heard == "." => SayInGbk("250 好的"),
        other => other,
    };
    let rogue = Rogue::start(gbk);
    let mut desk = Desk::at(rogue.address());
    desk.send(&rogue.terms()).unwrap();
    assert_eq!(desk.state(), State::Sent);
}

#[test]
fn a_long_word_of_an_answer_is_no_code() {
    let error = told(but!("MAIL", Say("553 Mail from must equal authorized user")));
    assert!(error.to_string().contains("553 Mail from must equal authorized user"), "{error}");
    let error = told(but!("MAIL", Say("501 mail from address must be same as authorization user")));
    assert!(error.to_string().contains("must be same as authorization user"), "{error}");
}

#[test]
fn a_limit_below_a_kilobyte_is_not_0() {
    let error = told(but!("EHLO", Say("250-rogue\r\n250-AUTH PLAIN LOGIN\r\n250 SIZE 500")));
    assert!(error.to_string().contains("超过了邮箱的上限 500 字节"), "{error}");
}

#[test]
fn a_server_without_sign_in_is_not_told_the_code() {
    let rogue = Rogue::start(but!("EHLO", Say("250-rogue\r\n250 SIZE 50000000")));
    let error = Desk::at(rogue.address()).fails(&rogue.terms());
    assert!(matches!(error, MailError::NoSignIn(_)), "{error:?}");
    assert!(!rogue.heard("AUTH"));
}

#[test]
fn what_is_no_mail_server() {
    for manners in [but!("", Say("<html>")) as Manners, but!("EHLO", Say("HTTP/1.1 400 Bad Request"))] {
        let error = told(manners);
        assert!(matches!(error, MailError::Broken(_)), "{error:?}");
    }
}

#[test]
fn a_server_that_repeats_the_code_is_not_quoted() {
    for manners in [
        but!("AUTH", Say("535 abcdefghijklmnop is wrong")) as Manners,
        but!("AUTH", Say("454 abcdefghijklmnop later")),
        but!(".", Say("554 your code is abcdefghijklmnop")),
    ] {
        // `fails` looks for the code in the sentence and in the error.
        let error = told(manners);
        assert!(!error.to_string().contains(CODE));
    }
}

#[test]
fn a_long_and_wild_answer_is_one_short_line() {
    let error = told(but!(
        "RCPT",
        Say(
            "550-\u{202e}\u{7}no\r\n550-no no no no no no no no no no no no no no no no no no no no no no no no no no no no\r\n550 no no no no no no no no no no no no"
        )
    ));
    let MailError::RecipientRefused { answer, .. } = &error else { panic!("{error:?}") };
    assert!(answer.starts_with("550 no no") && answer.chars().count() <= 120, "{answer}");
}

#[test]
fn an_open_line_is_never_taken() {
    let offers_nothing = Rogue::in_the_open(Security::StartTls, polite);
    let refuses = Rogue::in_the_open(Security::StartTls, |heard| match heard {
        heard if heard.starts_with("EHLO") => Say("250-rogue\r\n250-AUTH PLAIN\r\n250 STARTTLS"),
        "STARTTLS" => Say("454 not now"),
        _ => polite(heard),
    });
    let speaks_openly = Rogue::in_the_open(Security::Tls, polite);
    for rogue in [offers_nothing, refuses, speaks_openly] {
        let error = Desk::at(rogue.address()).fails(&rogue.terms());
        assert!(matches!(error, MailError::NotSecure(_)), "{error:?}");
        assert!(!rogue.heard("AUTH") && !rogue.heard("MAIL"));
    }
}

/// Whoever sits in between could answer everything beforehand, in the open, behind the answer to STARTTLS.
#[test]
fn answers_slipped_in_before_the_encryption_are_not_believed() {
    let rogue = Rogue::in_the_open(Security::StartTls, |heard| match heard {
        heard if heard.starts_with("EHLO") => Say("250-rogue\r\n250 STARTTLS"),
        "STARTTLS" => Say(
            "220 go on\r\n250-rogue\r\n250 AUTH PLAIN\r\n235 in\r\n250 OK\r\n250 OK\r\n354 go\r\n250 sent",
        ),
        _ => polite(heard),
    });
    let error = Desk::at(rogue.address()).fails(&rogue.terms());
    assert!(matches!(error, MailError::NotSecure(_)), "{error:?}");
}

#[test]
fn a_certificate_that_ran_out() {
    let rogue = Rogue::with(&Identity::expired(), polite);
    let error = Desk::at(rogue.address()).fails(&rogue.terms());
    assert!(matches!(error, MailError::CertificateExpired(_)), "{error:?}");
    assert!(!rogue.heard("EHLO"));
}

/// 40 MB, more than any line holds on its own.
fn large() -> Vec<u8> {
    b"Subject: large\r\n\r\n".iter().copied().chain(b"0123456789abcdef\r\n".repeat(2_300_000)).collect()
}

/// Delivers something large, and looks at it whenever there is progress.
fn deliver_large(
    rogue: &Rogue,
    cancel: &Cancel,
    mut look: impl FnMut(Progress) + Send,
) -> Result<(), MailError> {
    let (server, code, message) = (rogue.address(), code(), large());
    let post = Post { server: &server, code: &code, recipient: "cqwzczk@163.com", message: &message };
    deliver(&post, &rogue.terms(), cancel, &mut look)
}

#[test]
fn a_line_that_breaks_within_the_letter_means_not_sent() {
    let error = deliver_large(&Rogue::start(but!("0123", HangUp)), &Cancel::default(), |_| ()).unwrap_err();
    assert!(matches!(error, MailError::Broken(_)), "{error:?}");
}

#[test]
fn a_server_that_says_why_it_hangs_up_within_the_letter_is_heard() {
    let told =
        |manners: Manners| deliver_large(&Rogue::start(manners), &Cancel::default(), |_| ()).unwrap_err();
    let error = told(but!("0123", SayAndHangUp("552 5.3.4 too big")));
    assert!(matches!(error, MailError::TooLarge { limit: None, .. }), "{error:?}");
    let error = told(but!("0123", SayAndHangUp("554 no")));
    assert!(matches!(&error, MailError::Refused { answer, .. } if answer == "554 no"), "{error:?}");
    let error = told(but!("0123", SayAndHangUp("421 later")));
    assert!(matches!(error, MailError::Busy { .. }), "{error:?}");
    let error = told(but!("0123", SayAndHangUp("250 taken?")));
    assert!(matches!(error, MailError::Broken(_)), "half a letter is never sent: {error:?}");
}

#[test]
fn it_is_stopped_at_once_and_the_letter_never_ends() {
    // The server stops reading within the letter.
    let rogue = Rogue::start(but!("0123", Silence));
    let cancel = Cancel::default();
    let error = deliver_large(&rogue, &cancel, |progress| {
        if matches!(progress, Progress::Transferring { sent: 1.., .. }) {
            cancel.cancel();
        }
    });
    assert!(matches!(error, Err(MailError::Cancelled)), "{error:?}");
    // It stops before the server is reached, too.
    let rogue = Rogue::start(polite);
    cancel.cancel();
    assert!(matches!(deliver_large(&rogue, &cancel, |_| ()), Err(MailError::Cancelled)));
    assert!(!rogue.heard("MAIL"));
}

#[test]
fn what_was_handed_over_whole_is_not_called_back() {
    let rogue = Rogue::start(polite);
    let cancel = Cancel::default();
    deliver_large(&rogue, &cancel, |progress| {
        if progress == Progress::Waiting {
            cancel.cancel();
        }
    })
    .unwrap();
    assert!(cancel.is_cancelled());
}

#[test]
fn the_record_that_cannot_be_written_is_told_and_the_letter_is_sent() {
    let rogue = Rogue::start(polite);
    let mut desk = Desk::at(rogue.address());
    let delivery =
        desk.session.sending_mut().prepare_delivery(now(), march(), false, Fonts::system()).unwrap();
    let folder = desk.session.folder().to_owned();
    std::fs::remove_file(folder.join(yuebao::store::Side::Reporting.file_name())).unwrap();
    let error = desk.session.sending_mut().finish_delivery(now(), &delivery, Ok(())).unwrap_err();
    assert!(matches!(&error, Error::Mail(MailError::NotRecorded { .. })), "{error:?}");
    assert!(error.to_string().starts_with("邮件已经发到 cqwzczk@163.com，不用再发"), "{error}");
}
