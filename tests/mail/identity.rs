//! Certificates of the test's own: an authority nobody knows, and what it vouches for.

use std::fs;
use std::path::Path;

use rcgen::{BasicConstraints, CertificateParams, DnType, IsCa, Issuer, KeyPair, date_time_ymd};

/// A server's certificate and key.
pub(crate) struct Identity {
    /// The authority's certificate, for whoever trusts it (DER).
    pub(crate) authority: Vec<u8>,
    pub(crate) certificate: rcgen::Certificate,
    pub(crate) key: KeyPair,
}

impl Identity {
    /// Of this very computer, and in date.
    pub(crate) fn new() -> Self {
        Self::of("localhost", |_| ())
    }

    /// It ran out long ago.
    pub(crate) fn expired() -> Self {
        Self::of("localhost", |params| {
            params.not_before = date_time_ymd(2020, 1, 1);
            params.not_after = date_time_ymd(2021, 1, 1);
        })
    }

    /// Good, and somebody else's.
    pub(crate) fn of_another() -> Self {
        Self::of("mail.example.com", |_| ())
    }

    fn of(name: &str, change: impl FnOnce(&mut CertificateParams)) -> Self {
        let mut root = CertificateParams::new(Vec::new()).unwrap();
        root.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        root.distinguished_name.push(DnType::CommonName, "the test's own authority");
        let root_key = KeyPair::generate().unwrap();
        let authority = root.self_signed(&root_key).unwrap().der().to_vec();
        let issuer = Issuer::new(root, root_key);
        let mut params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        change(&mut params);
        let key = KeyPair::generate().unwrap();
        let certificate = params.signed_by(&key, &issuer).unwrap();
        Self { authority, certificate, key }
    }

    /// Puts both where another program reads them.
    #[expect(clippy::disallowed_methods, reason = "files of a test, in a folder that goes away")]
    pub(crate) fn write(&self, folder: &Path) {
        fs::write(folder.join("certificate.pem"), self.certificate.pem()).unwrap();
        fs::write(folder.join("key.pem"), self.key.serialize_pem()).unwrap();
    }
}
