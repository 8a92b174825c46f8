//! Why a letter was not sent, each as a sentence: what happened, that nothing was recorded, what to do next.
//!
//! At most one line of a server's own words is repeated, and never the code, even if the server repeats it.

use thiserror::Error;

use crate::wording::quoted;

/// Why a letter was not sent, or why the settings were refused.
#[derive(Debug, Error)]
pub enum MailError {
    /// Sending directly is not turned on.
    #[error(
        "还没有开启直接发送，邮件没有发出，没有记为已报送。请先在“设置”的“直接发送邮件”里（或用 yuebao mail-server set）填好邮箱"
    )]
    Off,
    /// The text is not an address.
    #[error("{}不是邮箱地址，没有保存，原来的设置还在。请写成 zhangsan@163.com 这样", quoted(.0))]
    Address(String),
    /// The text is not the name of a server.
    #[error("{}不是服务器名，没有保存，原来的设置还在。请写成 smtp.163.com 这样", quoted(.0))]
    Host(String),
    /// The port is 0.
    #[error("端口不能是 0，没有保存，原来的设置还在。一般是 465")]
    Port,
    /// The server of the address's domain is not known.
    #[error(
        "不知道{}的邮件用哪个服务器，没有保存，原来的设置还在。请选是哪家邮箱，或写明服务器名和端口",
        quoted(.0)
    )]
    ServiceUnknown(String),
    /// No code was given, and none is kept.
    #[error(
        "没有授权码，邮件没有发出，没有记为已报送。请输入邮箱的授权码（不是登录密码，在邮箱网页的设置里取得）"
    )]
    CodeMissing,
    /// The text cannot be a code.
    #[error("这不像授权码，没有使用，也没有保存。请从邮箱网页的设置里重新复制一次，只复制授权码")]
    CodeUnusable,
    /// The revision was sent before.
    #[error(
        "{month}已经报送过（{sent}），这次没有发，记录没有变。确实要再发一次，请选“再发一次”（命令行加 --again）"
    )]
    AlreadySent {
        month: String,
        /// When and to whom it was sent.
        sent: String,
    },
    /// An earlier delivery ended without an answer.
    #[error(
        "{month}上次发送（{at}）没有得到服务器的答复，也许已经送到，这次没有发，没有记为已报送。请先看邮箱的“已发送”：里面有，就记为已报送；没有，再选“再发一次”（命令行加 --again）"
    )]
    Doubtful { month: String, at: String },
    /// Another window or program has begun to send the same month.
    #[error("{0}正在别处发送，这次没有发，记录没有变。请等它发完，看过结果再决定")]
    ElsewhereUnderWay(String),
    /// The report was changed before it was sent.
    #[error(
        "{0}在发送以前有改动（重新打开过，或者换了扫描件），这次没有发，记录没有变。请看过现在的报表，再发一次"
    )]
    ChangedMeanwhile(String),
    /// The server does not answer.
    #[error(
        "连不上邮件服务器 {0}，邮件没有发出，没有记为已报送。请检查网络通不通、服务器名和端口对不对，再发一次"
    )]
    Unreachable(String),
    /// The server stopped answering.
    #[error("邮件服务器 {0} 很久没有回应，邮件没有发出，没有记为已报送。请过一会再发一次")]
    Silent(String),
    /// The server hung up or gave an answer that no mail server gives.
    #[error(
        "邮件服务器 {0} 中途断开或答非所问，邮件没有发出，没有记为已报送。请检查网络和服务器的设置，再发一次"
    )]
    Broken(String),
    /// The server does not encrypt.
    #[error(
        "服务器 {0} 不能加密连接，为了不泄露授权码，邮件没有发出，没有记为已报送。请核对端口和加密方式，一般是 465"
    )]
    NotSecure(String),
    /// The server's certificate is expired or not valid yet.
    #[error(
        "服务器 {0} 的安全证书不在有效期内，邮件没有发出，没有记为已报送。请先看这台电脑的日期对不对；日期对，就请联系邮箱的客服"
    )]
    CertificateExpired(String),
    /// The server's certificate is for another name.
    #[error(
        "服务器 {0} 出示的安全证书是别家的，邮件没有发出，没有记为已报送。请核对服务器名；如果没有写错，请换一个网络再试"
    )]
    CertificateOfOther(String),
    /// No known authority has signed the server's certificate.
    #[error(
        "服务器 {0} 的安全证书不可信，邮件没有发出，没有记为已报送。可能有人在中间冒充，请不要输入授权码，换一个网络再试或联系单位的网管"
    )]
    CertificateUntrusted(String),
    /// The server offers no way to sign in with a code.
    #[error(
        "服务器 {0} 不让用授权码登录，邮件没有发出，没有记为已报送。请核对服务器名；并在邮箱网页的设置里开启 SMTP 服务"
    )]
    NoSignIn(String),
    /// The server did not accept the code.
    #[error(
        "邮箱 {address} 登录不上，多半是授权码不对（{answer}），邮件没有发出，没有记为已报送。请在邮箱网页的设置里开启 SMTP 服务、重新取得授权码（不是登录密码），到“设置”里换上（命令行 yuebao mail-server keep-code）"
    )]
    WrongCode {
        address: String,
        /// The server's answer.
        answer: String,
    },
    /// The server does not send for this mailbox.
    #[error(
        "邮件服务器不让 {address} 发信（{answer}），邮件没有发出，没有记为已报送。请核对设置里的邮箱地址，或问邮箱的客服"
    )]
    SenderRefused {
        address: String,
        /// The server's answer.
        answer: String,
    },
    /// The server does not accept the recipient.
    #[error(
        "邮件服务器不接受收件人 {address}（{answer}），邮件没有发出，没有记为已报送。请用邮箱网页发送，或打电话问区城管局"
    )]
    RecipientRefused {
        address: String,
        /// The server's answer.
        answer: String,
    },
    /// The letter is larger than the server accepts.
    #[error(
        "邮件连附件有 {size} KB，{}，没有发出，没有记为已报送。请减少或缩小附件，例如把扫描件存成灰度",
        limit.as_ref().map_or("超过了邮箱的上限".to_owned(), |limit| format!("超过了邮箱的上限 {limit}"))
    )]
    TooLarge {
        size: usize,
        /// The server's limit, if it gives one.
        limit: Option<String>,
    },
    /// The server refuses for the moment.
    #[error("邮件服务器 {host} 暂时不收（{answer}），邮件没有发出，没有记为已报送。请过半小时再发一次")]
    Busy {
        host: String,
        /// The server's answer.
        answer: String,
    },
    /// The server refuses permanently.
    #[error(
        "邮件服务器 {host} 拒收（{answer}），邮件没有发出，没有记为已报送。请用邮箱网页发送，或把这句话告诉邮箱的客服"
    )]
    Refused {
        host: String,
        /// The server's answer.
        answer: String,
    },
    /// Another letter is being sent.
    #[error("正在发送另一封邮件，这一封没有发。请等它发完，或先取消它")]
    UnderWay,
    /// The officer cancelled it in time.
    #[error("已经取消，邮件没有发出，没有记为已报送。需要时可以再发")]
    Cancelled,
    /// The letter was transferred completely, but the server did not answer.
    #[error(
        "邮件已经交给服务器 {0}，但没有等到答复，不知道有没有送到，没有记为已报送。请先看邮箱的“已发送”：里面有，就记为已报送；没有，再发一次"
    )]
    Unknown(String),
    /// The letter was sent, but the record could not be written.
    #[error(
        "邮件已经发到 {recipient}，不用再发；但没能记下来：{problem}。解决以后请手工“记为已报送”（命令行 yuebao mark-sent）"
    )]
    NotRecorded {
        recipient: String,
        /// Why it was not recorded.
        problem: String,
    },
    /// This computer has no keyring.
    #[error("这台电脑没有可用的密码保管（钥匙串），授权码没有保存，每次发送时再输入就行，其他设置都在")]
    NoKeyring,
    /// The keyring refused.
    #[error("系统的密码保管（钥匙串）没有照办（{0}），授权码没有改动，每次发送时再输入也行")]
    Keyring(String),
    /// The system could not open a connection at all.
    #[error("系统没有让程序联网（{}），邮件没有发出，没有记为已报送。请重新打开程序，再发一次", crate::disk::in_words(.0))]
    System(std::io::Error),
}

impl MailError {
    /// See [`crate::error::Error::code`].
    pub(crate) fn code(&self) -> &'static str {
        match self {
            Self::Off => "mail_off",
            Self::CodeMissing | Self::CodeUnusable | Self::WrongCode { .. } => "mail_code",
            Self::AlreadySent { .. } => "mail_again",
            Self::ElsewhereUnderWay(_) | Self::ChangedMeanwhile(_) => "mail_changed",
            Self::Doubtful { .. } => "mail_doubtful",
            Self::Unknown(_) => "mail_unknown",
            Self::NotRecorded { .. } => "mail_not_recorded",
            Self::Cancelled => "mail_cancelled",
            Self::NoKeyring => "no_keyring",
            Self::Keyring(_) => "keyring",
            Self::Address(_) | Self::Host(_) | Self::Port | Self::ServiceUnknown(_) => "mail_server",
            _ => "mail",
        }
    }
}

/// How many characters of a server's answer a sentence repeats.
const LONGEST_ANSWER: usize = 120;

/// A text from outside as one short line.
pub(super) fn one_line(text: &str) -> String {
    let visible = |character: &char| !character.is_control() && !crate::unit::is_invisible(*character);
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(visible).take(LONGEST_ANSWER).collect()
}
