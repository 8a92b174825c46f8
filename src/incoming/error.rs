//! Why something that was dropped is not taken, each as a sentence that says what to do next.

use thiserror::Error;

use super::limits::{LARGEST_MAIL, MOST_BYTES, MOST_FILES, MOST_FOLDERS};
use crate::wording::quoted;

const MEGABYTE: u64 = 1 << 20;

/// Why a file was not taken. The file itself is never written.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum IncomingError {
    /// The file does not exist, or may not be read.
    #[error("读不了（{0}），没有收，原来的文件没有动。请看看还在不在、有没有被别的程序占用，再拖一次")]
    Unavailable(String),
    /// A symbolic link or a junction.
    #[error("这是一个链接，没有跟过去读，原来的文件没有动。请把它指向的文件本身拖进来")]
    Link,
    /// A .lnk or an .url.
    #[error("这是一个快捷方式，里面没有报表，没有收。请把它指向的文件本身拖进来")]
    Shortcut,
    /// A pipe, a device or a socket.
    #[error("这不是普通的文件（是管道或设备），没有读。请拖进磁盘上的文件")]
    NoFile,
    /// Somebody was writing the file.
    #[error("读的时候这个文件正在变，没有收，原来的文件没有动。请等它存完或传完，再拖一次")]
    Changed,
    /// A large archive was being written; what was unpacked before is sound.
    #[error(
        "读的时候这个压缩包变了，前面收下的文件是好的，后面的可能不全。请等它传完，再把压缩包拖一次，收过的不会收两遍"
    )]
    ArchiveChanged,
    #[error(
        "这个文件有 {} MB，太大了（最多 {} MB），没有收，原来的文件没有动。请让对方只发要报的那张表，或者把扫描的清晰度调低一些",
        .size.div_ceil(MEGABYTE), .most / MEGABYTE
    )]
    TooLarge { size: u64, most: u64 },
    #[error(
        "文件夹套得太深（超过 {MOST_FOLDERS} 层），里面的没有看，原来的文件没有动。请把里面的文件夹直接拖进来"
    )]
    TooDeep,
    #[error("里面一个文件也没有，没有收到东西。请看看是不是拖错了")]
    Nothing,
    /// The drop holds more files than the limit.
    #[error(
        "一次最多收 {MOST_FILES} 个文件，到这里为止，这个和后面的都没有看，前面收下的都在。请把剩下的分几次拖进来"
    )]
    TooManyFiles,
    /// The drop holds more bytes than the limit.
    #[error(
        "一次最多收 {} GB，到这里为止，这个和后面的都没有看，前面收下的都在。请把剩下的分几次拖进来",
        MOST_BYTES / (MEGABYTE << 10)
    )]
    TooManyBytes,
    /// A zip in a zip in a zip.
    #[error(
        "压缩包一层套一层，套了三层，最里面的没有拆，原来的文件没有动。请先解压，再把解压出来的文件夹拖进来"
    )]
    ArchiveTooDeep,
    /// An archive that lists more files than a whole drop may have, or has a directory for archives of many gigabytes.
    #[error("这个压缩包里的文件太多，没有拆，原来的文件没有动。请先解压，再把要收的文件分几次拖进来")]
    ArchiveTooLong,
    /// Sizes that cannot be true, entries over each other, or ones that unpack a hundredfold.
    #[error(
        "这个压缩包里写的大小不对，或者解开后大得不正常，可能有问题，没有拆，原来的文件没有动。请让对方重新打包，或直接发文件"
    )]
    Bomb,
    /// Entries of one name.
    #[error(
        "这个压缩包里有路径和名字都一样的文件，分不清该用哪一个，没有拆，原来的文件没有动。请先解压，再把文件夹拖进来"
    )]
    SameNames,
    #[error("压缩包设了密码，这个文件打不开，没有收。请用密码解压，再把解压出来的文件夹拖进来")]
    ArchiveEncrypted,
    #[error("这个压缩包坏了或者没有传完，拆不开，原来的文件没有动。请让对方重新打包再发一次")]
    ArchiveDamaged,
    /// Another way of compression than the usual ones.
    #[error("压缩包里的这个文件用了少见的压缩办法，这里解不开。请先解压，再把解压出来的文件夹拖进来")]
    ArchiveMethod,
    /// An archive in another format.
    #[error("这是 {0} 压缩包，这里只会拆 ZIP，没有收。请先解压，再把解压出来的文件夹拖进来")]
    Packed(&'static str),
    /// A table in a format that is not supported.
    #[error("这是 {0} 格式的表格，没有收，原来的文件没有动。请用 WPS 或 Excel 打开它，另存为 xlsx 再拖进来")]
    OtherTable(&'static str),
    /// A document in a format that is not supported.
    #[error("这是 {0} 格式的文件，没有收，原来的文件没有动。请用 WPS 或 Word 打开它，另存为 docx 再拖进来")]
    OtherDocument(&'static str),
    /// A page in a format that is not supported.
    #[error("这是 {0} 格式的图片或版式文件，没有收，原来的文件没有动。请转存成 PDF 或 JPG 再拖进来")]
    OtherPicture(&'static str),
    /// Not a file that reports come in. The text is the ending of its name.
    #[error(
        "{}，没有收，原来的文件没有动。能收的是 xlsx、xls、csv、docx、pdf、jpg、png，和装着它们的文件夹、zip、eml",
        if .0.is_empty() { "认不出这是什么文件".to_owned() } else { format!("不收{}文件", quoted(.0)) }
    )]
    Unknown(String),
    /// A mail as Outlook keeps it.
    #[error(
        "这是 Outlook 存的邮件（msg），这里拆不开，没有收。请在 Outlook 里打开它，把附件另存出来，再把附件拖进来"
    )]
    OutlookMail,
    /// What Outlook and Exchange make of attachments for other programs.
    #[error(
        "附件被 Outlook 打成了 winmail.dat，这里拆不开，没有收。请让对方改用“纯文本”或 HTML 格式再发一次，或者直接发文件"
    )]
    Tnef,
    /// S/MIME or PGP.
    #[error(
        "这封邮件加了密或签了名（S/MIME、PGP），这里拆不开，没有收。请在邮件软件里打开它，把附件另存出来，再把附件拖进来"
    )]
    SecuredMail,
    #[error("邮件里套着邮件，套了三层，最里面的没有拆。请在邮件软件里打开它，把附件另存出来，再把附件拖进来")]
    MailTooDeep,
    #[error(
        "这封邮件有 {} MB，太大了（最多 {} MB），没有拆。请在邮件软件里把附件另存出来，再把附件拖进来",
        .0.div_ceil(MEGABYTE), LARGEST_MAIL / MEGABYTE
    )]
    MailTooLarge(u64),
    /// Headers or parts that no mail has.
    #[error(
        "这封邮件坏了或者没有存完，拆不开，原来的文件没有动。请在邮件软件里重新导出，或把附件另存出来，再拖进来"
    )]
    MailDamaged,
    /// Text that is not in the encoding which the mail names.
    #[error("邮件里的这个附件坏了，读不出来。请在邮件软件里试试能不能打开；打不开就请对方再发一次")]
    AttachmentDamaged,
    #[error("这封邮件没有附件，没有收到报表。数写在正文里的，请对方填好表作为附件再发")]
    NoAttachment,
    /// The attachment stayed on the mail provider's server.
    #[error(
        "这封邮件的附件只是一个下载链接（超大附件、云附件、文件中转站），文件本身不在邮件里。请在邮箱里打开它，趁没有过期把文件下载下来，再拖进来"
    )]
    OnlyALink,
}
