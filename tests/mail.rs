//! A month on its way: over a real mail server, past servers that misbehave, and what is recorded of it.
#![cfg(test)]
#![cfg(target_os = "linux")]

#[path = "mail/command_line.rs"]
mod command_line;
mod harness;
#[path = "mail/identity.rs"]
mod identity;
#[path = "mail/injection.rs"]
mod injection;
#[path = "mail/keyring.rs"]
mod keyring;
#[path = "mail/misbehaving.rs"]
mod misbehaving;
#[path = "mail/races.rs"]
mod races;
#[path = "mail/rogue.rs"]
mod rogue;
#[path = "mail/server.rs"]
mod server;

use harness::{Office, month, now, texts, unit};
use serde_json::json;
use yuebao::error::Error;
use yuebao::mail::{Cancel, Code, MailError, MailServer, Progress, Security, Terms};
use yuebao::output::document::Fonts;
use yuebao::report::State;
use yuebao::session::{RecordsError, Sent, Session};
use yuebao::unit::UnitKind;

use identity::Identity;
use server::{CODE, Server, USER};

/// An office whose March 2022 is final and not sent.
pub(crate) struct Desk {
    pub(crate) office: Office,
    pub(crate) session: Session,
}

pub(crate) fn march() -> yuebao::period::Month {
    month("2022-03")
}

pub(crate) fn code() -> Code {
    Code::new(CODE).unwrap()
}

impl Desk {
    pub(crate) fn new() -> Self {
        let office = Office::new();
        let mut session = office.session();
        session.begin(now(), unit(UnitKind::from("township"), "2022-03"), vec![]).unwrap();
        session.reports_mut().set_amounts(now(), march(), texts("2a=10")).unwrap();
        session.reports_mut().fill_zero(now(), march()).unwrap();
        session.reports_mut().finalize(now(), march()).unwrap();
        Self { office, session }
    }

    /// The same with a server turned on.
    pub(crate) fn at(server: MailServer) -> Self {
        let desk = Self::new();
        desk.session.sending().set_mail_server(Some(server)).unwrap();
        desk
    }

    pub(crate) fn send(&mut self, terms: &Terms) -> Result<Sent, Error> {
        self.send_with(&code(), terms, false)
    }

    pub(crate) fn send_with(&mut self, code: &Code, terms: &Terms, again: bool) -> Result<Sent, Error> {
        let delivery = self.session.sending_mut().prepare_delivery(now(), march(), again, Fonts::system())?;
        self.session.sending_mut().send(now(), &delivery, code, terms, &Cancel::default(), &mut |_| ())
    }

    pub(crate) fn state(&self) -> State {
        self.session.reports().sheet(march()).unwrap().state
    }

    /// The one sentence of a sending that failed; nothing is recorded of it.
    #[track_caller]
    pub(crate) fn fails(&mut self, terms: &Terms) -> MailError {
        let error = self.send(terms).unwrap_err();
        assert_eq!(self.state(), State::Final, "{error}");
        assert!(self.session.reports().revisions(None).unwrap()[0].sending.is_none(), "{error}");
        let sentence = error.to_string();
        assert!(sentence.contains("没有记为已报送") && !sentence.contains('\n'), "{sentence}");
        assert!(!sentence.contains(CODE) && !format!("{error:?}").contains(CODE), "{sentence}");
        let Error::Mail(error) = error else { panic!("{error:?}") };
        error
    }
}

#[test]
fn a_month_is_sent_and_recorded_with_the_very_files() {
    for security in Security::ALL {
        let server = Server::start(security);
        let mut desk = Desk::at(server.address());
        let sent = desk.send(&server.terms()).unwrap();
        assert_eq!(sent.recipient, "cqwzczk@163.com");
        assert_eq!(desk.state(), State::Sent);
        let revision = desk.session.reports().revisions(None).unwrap().remove(0);
        let sending = revision.sending.unwrap();
        assert_eq!((sending.how.as_str(), sending.recipient.as_str()), ("电子邮件", "cqwzczk@163.com"));
        assert_eq!(sending.at, now());

        let [letter] = server.letters().try_into().unwrap();
        let way = json!({ "from": USER, "to": ["cqwzczk@163.com"], "encrypted": true });
        assert_eq!((&letter["steps"], &letter["defects"]), (&way, &json!([])));
        assert_eq!(letter["from"], json!([["龙沙镇", USER]]));
        assert_eq!(letter["to"], json!([["区城市管理局", "cqwzczk@163.com"]]));
        assert!(letter["text"].as_str().unwrap().contains("现报送龙沙镇2022年3月"));
        let kept: Vec<_> =
            revision.documents.iter().map(|one| (one.name.as_str(), one.digest.as_str())).collect();
        let files = letter["files"].as_array().unwrap().iter();
        let got: Vec<_> =
            files.map(|file| (file["name"].as_str().unwrap(), file["sha256"].as_str().unwrap())).collect();
        assert_eq!(got, kept, "what arrived is what is kept");
        assert_eq!(got[0].0, "龙沙镇_2022年03月_附件2.xlsx");
        assert_eq!(letter["files"][1]["old_name"], "龙沙镇_2022年03月_附件2.pdf", "QQ mail reads this one");
    }
}

#[test]
fn how_far_it_is_told_from_the_first_step_to_the_last() {
    let server = Server::start(Security::Tls);
    let mut desk = Desk::at(server.address());
    let delivery =
        desk.session.sending_mut().prepare_delivery(now(), march(), false, Fonts::system()).unwrap();
    let mut told = Vec::new();
    let terms = server.terms();
    desk.session
        .sending_mut()
        .send(now(), &delivery, &code(), &terms, &Cancel::default(), &mut |progress| told.push(progress))
        .unwrap();
    assert_eq!(told[..2], [Progress::Connecting, Progress::SigningIn]);
    assert!(matches!(told[2], Progress::Transferring { sent: 0, .. }));
    let [.., Progress::Transferring { sent, total }, Progress::Waiting] = told[..] else {
        panic!("{told:?}")
    };
    assert_eq!(sent, total);
}

#[test]
fn sending_twice_asks_first() {
    let server = Server::start(Security::Tls);
    let mut desk = Desk::at(server.address());
    desk.send(&server.terms()).unwrap();
    let asked = desk.send(&server.terms()).unwrap_err();
    assert!(matches!(asked, Error::Mail(MailError::AlreadySent { .. })), "{asked:?}");
    assert!(asked.to_string().contains("2022年3月20日 09:00 电子邮件 cqwzczk@163.com"), "{asked}");
    assert_eq!(server.letters().len(), 1);
    desk.send_with(&code(), &server.terms(), true).unwrap();
    let letters = server.letters();
    assert_eq!(letters.len(), 2);
    assert_eq!(letters[0]["files"], letters[1]["files"], "the same files, byte for byte");
    let [revision] = desk.session.reports().revisions(None).unwrap().try_into().unwrap();
    assert_eq!(revision.sending.unwrap().at, now(), "and the first record stays");
    let line = desk.session.sending().sent(now().date_naive()).unwrap().pop().unwrap();
    assert_eq!(line.sent, "2022年3月20日 09:00；2022年3月20日 09:00 又发到 cqwzczk@163.com");
}

#[test]
fn a_correction_is_a_report_of_its_own() {
    let server = Server::start(Security::Tls);
    let mut desk = Desk::at(server.address());
    desk.send(&server.terms()).unwrap();
    desk.session.reports_mut().reopen(now(), march(), "漏了一张过磅单").unwrap();
    let open = desk.send(&server.terms()).unwrap_err();
    assert!(matches!(open, Error::Records(RecordsError::NotFinal(_))), "{open:?}");
    desk.session.reports_mut().set_amounts(now(), march(), texts("2a=11")).unwrap();
    desk.session.reports_mut().finalize(now(), march()).unwrap();
    desk.send(&server.terms()).unwrap();
    let [_, letter] = server.letters().try_into().unwrap();
    assert_eq!(letter["files"][0]["name"], "龙沙镇_2022年03月_附件2_更正1.xlsx");
    assert!(
        desk.session.reports().revisions(None).unwrap().iter().all(|revision| revision.sending.is_some())
    );
}

#[test]
fn what_was_opened_again_on_the_way_stays_open() {
    let server = Server::start(Security::Tls);
    let mut desk = Desk::at(server.address());
    let delivery =
        desk.session.sending_mut().prepare_delivery(now(), march(), false, Fonts::system()).unwrap();
    desk.session.sending_mut().begin_delivery(now(), &delivery).unwrap();
    delivery.deliver(&code(), &server.terms(), &Cancel::default(), &mut |_| ()).unwrap();
    desk.session.reports_mut().reopen(now(), march(), "漏了一张过磅单").unwrap();
    desk.session.sending_mut().finish_delivery(now(), &delivery, Ok(())).unwrap();
    assert_eq!(desk.state(), State::Draft);
    assert!(desk.session.reports().revisions(None).unwrap()[0].sending.is_some(), "it did go out");
}

#[test]
fn a_test_letter_goes_to_oneself_and_reports_nothing() {
    let server = Server::start(Security::Tls);
    let mut desk = Desk::at(server.address());
    let delivery = desk.session.sending().prepare_test_delivery(now()).unwrap();
    desk.session
        .sending_mut()
        .send(now(), &delivery, &code(), &server.terms(), &Cancel::default(), &mut |_| ())
        .unwrap();
    let [letter] = server.letters().try_into().unwrap();
    assert_eq!((&letter["steps"]["to"], &letter["files"]), (&json!([USER]), &json!([])));
    assert!(letter["headers"].to_string().contains("山城月报试发"));
    assert_eq!(desk.state(), State::Final);
}

#[test]
fn it_is_off_until_the_officer_turns_it_on() {
    let mut desk = Desk::new();
    assert_eq!(desk.session.sending().mail_server().unwrap(), None);
    assert!(matches!(desk.fails(&Terms::default()), MailError::Off));
    let server = MailServer::of(USER).unwrap();
    desk.session.sending().set_mail_server(Some(server.clone())).unwrap();
    assert_eq!(desk.session.sending().mail_server().unwrap(), Some(server));
    desk.session.sending().set_mail_server(None).unwrap();
    assert!(matches!(desk.fails(&Terms::default()), MailError::Off));
    for damaged in ["{", "{}", r#"{"host":"a\r\nb","port":465,"security":"tls","address":"a@b.cn"}"#] {
        desk.session.remember("mail.server", damaged).unwrap();
        assert_eq!(desk.session.sending().mail_server().unwrap(), None, "{damaged}");
    }
}

#[test]
fn a_wrong_code_is_told_as_such_and_shown_to_nobody() {
    for security in Security::ALL {
        let server = Server::start(security);
        let mut desk = Desk::at(server.address());
        let wrong = Code::new("wrongwrongwrong").unwrap();
        let error = desk.send_with(&wrong, &server.terms(), false).unwrap_err();
        assert!(
            matches!(&error, Error::Mail(MailError::WrongCode { address, .. }) if address == USER),
            "{error:?}"
        );
        assert_eq!((error.code(), desk.state()), ("mail_code", State::Final));
        assert!(!format!("{error} {error:?}").contains("wrongwrong"));
        desk.send(&server.terms()).unwrap();
    }
}

#[test]
fn a_recipient_that_is_not_taken_is_named() {
    let refuse = json!({ "refuse": "cqwzczk@163.com" });
    let server = Server::with(Security::Tls, &Identity::new(), refuse);
    let error = Desk::at(server.address()).fails(&server.terms());
    let MailError::RecipientRefused { address, answer } = error else { panic!("{error:?}") };
    assert_eq!((address.as_str(), answer.as_str()), ("cqwzczk@163.com", "550 5.1.1 no such mailbox"));
}

#[test]
fn a_letter_larger_than_the_server_takes_is_not_even_begun() {
    let server = Server::with(Security::Tls, &Identity::new(), json!({ "size": 20_480 }));
    let error = Desk::at(server.address()).fails(&server.terms());
    let MailError::TooLarge { size, limit: Some(limit) } = error else { panic!("{error:?}") };
    assert!(size > 20 && limit == "20 KB", "{size}, {limit}");
}

#[test]
fn what_the_server_says_after_the_letter_decides() {
    for (answer, expected) in [
        ("451 4.3.0 try again later", "暂时不收（451 4.3.0 try again later）"),
        ("554 5.7.1 looks like spam", "拒收（554 5.7.1 looks like spam）"),
        ("552 5.3.4 too big", "超过了邮箱的上限"),
    ] {
        let server = Server::with(Security::Tls, &Identity::new(), json!({ "answer": answer }));
        let told = Desk::at(server.address()).fails(&server.terms()).to_string();
        assert!(told.contains(expected), "{told}");
        assert!(server.letters().is_empty());
    }
}

#[test]
fn certificates_are_always_checked() {
    let another = Identity::of_another();
    let expired = Identity::expired();
    for security in Security::ALL {
        // A real server whose authority this computer does not know.
        let server = Server::start(security);
        let error = Desk::at(server.address()).fails(&Terms::default());
        assert!(matches!(error, MailError::CertificateUntrusted(_)), "{error:?}");
        let server = Server::with(security, &expired, json!({}));
        let error = Desk::at(server.address()).fails(&server.terms());
        assert!(matches!(error, MailError::CertificateExpired(_)), "{error:?}");
        let server = Server::with(security, &another, json!({}));
        let error = Desk::at(server.address()).fails(&server.terms());
        assert!(matches!(error, MailError::CertificateOfOther(_)), "{error:?}");
    }
}

#[test]
fn a_server_that_is_not_there() {
    let port = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let error = Desk::at(server::address(port, Security::Tls)).fails(&Terms::default());
    assert!(matches!(error, MailError::Unreachable(_)), "{error:?}");
    let nowhere = MailServer { host: "mail.invalid".into(), ..server::address(465, Security::Tls) };
    let error = Desk::at(nowhere).fails(&Terms::default());
    assert!(matches!(&error, MailError::Unreachable(host) if host == "mail.invalid"), "{error:?}");
}
