//! The mail server that the officer named, and the providers whose servers are known. Nothing connects to a
//! server here.

use serde::{Deserialize, Serialize};

use super::MailError;

/// How the connection to a server is encrypted. An unencrypted connection is not possible.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Security {
    /// Encrypted from the first byte on.
    Tls,
    /// Encrypted after a few plain commands, before anything private is sent.
    StartTls,
}

impl Security {
    /// Both kinds, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::Tls, Self::StartTls];

    /// The word on the command line.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Tls => "tls",
            Self::StartTls => "starttls",
        }
    }

    /// The usual port for it.
    pub const fn port(self) -> u16 {
        match self {
            Self::Tls => 465,
            Self::StartTls => 587,
        }
    }
}

/// A mailbox provider whose server is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Service {
    /// Its word on the command line and in the page.
    pub word: &'static str,
    pub name: &'static str,
    /// The domain of its addresses; `None` if every customer has their own.
    pub domain: Option<&'static str>,
    /// The server for outgoing mail.
    pub host: &'static str,
    /// The port; with TLS from the first byte on.
    pub port: u16,
}

const fn service(
    word: &'static str,
    name: &'static str,
    domain: Option<&'static str>,
    host: &'static str,
) -> Service {
    Service { word, name, domain, host, port: Security::Tls.port() }
}

/// The mail providers that offices here use, according to their help pages.
pub const SERVICES: [Service; 6] = [
    service("163", "网易 163 邮箱", Some("163.com"), "smtp.163.com"),
    service("126", "网易 126 邮箱", Some("126.com"), "smtp.126.com"),
    service("qq", "QQ 邮箱", Some("qq.com"), "smtp.qq.com"),
    service("139", "中国移动 139 邮箱", Some("139.com"), "smtp.139.com"),
    service("tencent", "腾讯企业邮箱", None, "smtp.exmail.qq.com"),
    service("aliyun", "阿里企业邮箱", None, "smtp.qiye.aliyun.com"),
];

impl Service {
    /// The provider to which the server belongs, if it is a known one.
    pub fn of_server(server: &MailServer) -> Option<&'static Self> {
        SERVICES.iter().find(|service| {
            (service.host, service.port, Security::Tls)
                == (server.host.as_str(), server.port, server.security)
        })
    }

    /// The provider with that word.
    pub fn of_word(word: &str) -> Option<&'static Self> {
        SERVICES.iter().find(|service| service.word == word)
    }

    /// The server settings of a mailbox at this provider.
    pub fn server(&self, address: &str) -> Result<MailServer, MailError> {
        MailServer {
            host: self.host.to_owned(),
            port: self.port,
            security: Security::Tls,
            address: address.to_owned(),
        }
        .checked()
    }
}

/// The server for outgoing mail, and the mailbox that sends.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MailServer {
    pub host: String,
    pub port: u16,
    /// How the connection is encrypted.
    pub security: Security,
    /// The officer's own address, with which they sign in.
    pub address: String,
}

impl MailServer {
    /// The server of an address whose domain is known.
    pub fn of(address: &str) -> Result<Self, MailError> {
        let address = checked_address(address)?;
        let domain = address.split_once('@').map_or("", |(_, domain)| domain);
        let known = SERVICES.iter().find(|service| service.domain == Some(domain));
        known.ok_or_else(|| MailError::ServiceUnknown(domain.to_owned()))?.server(&address)
    }

    /// Checks what was typed; returns the first problem.
    pub fn checked(self) -> Result<Self, MailError> {
        let address = checked_address(&self.address)?;
        let host = self.host.trim().to_ascii_lowercase();
        let is_name = |character: char| character.is_ascii_alphanumeric() || ".-".contains(character);
        if host.is_empty() || host.len() > 253 || !host.chars().all(is_name) || host.starts_with(['.', '-']) {
            return Err(MailError::Host(shown(&self.host)));
        }
        if self.port == 0 {
            return Err(MailError::Port);
        }
        Ok(Self { host, address, ..self })
    }
}

/// Checks that an address can be used in a command and a header: plain ASCII, one `@`, nothing that ends either.
pub(super) fn checked_address(text: &str) -> Result<String, MailError> {
    let address = text.trim();
    let refused = || MailError::Address(shown(text));
    let (user, domain) = address.split_once('@').ok_or_else(refused)?;
    let is_user =
        |character: char| character.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~.".contains(character);
    let is_domain = |character: char| character.is_ascii_alphanumeric() || ".-".contains(character);
    let fits = (1..=64).contains(&user.len()) && (3..=253).contains(&domain.len());
    let well_formed = user.chars().all(is_user) && domain.chars().all(is_domain) && domain.contains('.');
    if !fits || !well_formed || address.parse::<lettre::Address>().is_err() {
        return Err(refused());
    }
    Ok(format!("{user}@{}", domain.to_ascii_lowercase()))
}

/// A typed text for a sentence: on one line and not too long.
fn shown(text: &str) -> String {
    text.trim().chars().filter(|character| !character.is_control()).take(60).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_address_tells_its_server() {
        for (address, host) in [
            ("zhang@163.com", "smtp.163.com"),
            ("zhang@126.com", "smtp.126.com"),
            (" 10001@QQ.com\n", "smtp.qq.com"),
            ("13800000000@139.com", "smtp.139.com"),
        ] {
            let server = MailServer::of(address).unwrap();
            assert_eq!((server.host.as_str(), server.port, server.security), (host, 465, Security::Tls));
            assert_eq!(server.address, address.trim().to_lowercase());
        }
        let town = MailServer::of("zhang@longsha.gov.cn").unwrap_err();
        assert!(matches!(&town, MailError::ServiceUnknown(domain) if domain == "longsha.gov.cn"), "{town}");
        let tencent = Service::of_word("tencent").unwrap().server("zhang@longsha.gov.cn").unwrap();
        assert_eq!((tencent.host.as_str(), tencent.port), ("smtp.exmail.qq.com", 465));
    }

    #[test]
    fn what_is_no_address_or_server_is_refused() {
        for text in [
            "",
            "张三",
            "zhang",
            "@163.com",
            "a@b",
            "a@@163.com",
            "a b@163.com",
            "张@163.com",
            "a@163.com>\r\nRCPT TO:<b@c.d",
            "a@163.com\nBcc: b@c.d",
            "a@.163.com.",
            "\"a b\"@163.com",
        ] {
            let error = MailServer::of(text).unwrap_err();
            assert!(matches!(error, MailError::Address(_)), "{text:?}: {error:?}");
            assert!(!error.to_string().contains('\n'));
        }
        let server = |host: &str, port| MailServer {
            host: host.into(),
            port,
            security: Security::StartTls,
            address: "a@b.cn".into(),
        };
        assert_eq!(server(" Mail.B.cn ", 587).checked().unwrap().host, "mail.b.cn");
        for host in ["", "邮件", "a b", "a\r\nb", "-a.cn", "https://a.cn", &"a".repeat(254)] {
            assert!(matches!(server(host, 587).checked(), Err(MailError::Host(_))), "{host:?}");
        }
        assert!(matches!(server("b.cn", 0).checked(), Err(MailError::Port)));
    }

    proptest! {
        #[test]
        fn an_address_that_is_taken_ends_no_line_and_no_bracket(text in "\\PC{0,12}@?[a-z0-9.<>\r\n -]{0,12}") {
            if let Ok(address) = checked_address(&text) {
                prop_assert!(address.chars().all(|character| character.is_ascii_graphic() && !"<>,;\"()[]:\\".contains(character)));
            }
        }
    }
}
