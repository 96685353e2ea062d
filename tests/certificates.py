"""A test's own certificate authority: a root, and signers that C2PA takes or refuses. Needs `cryptography`."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID

PEM = serialization.Encoding.PEM
USAGES = (
    "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
    "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
)  # fmt: skip


def new_key(kind: str) -> Any:
    makers: dict[str, Any] = {
        "es256": lambda: ec.generate_private_key(ec.SECP256R1()),
        "es384": lambda: ec.generate_private_key(ec.SECP384R1()),
        "ps256": lambda: rsa.generate_private_key(65537, 2048),
        "ed25519": ed25519.Ed25519PrivateKey.generate,
        "secp256k1": lambda: ec.generate_private_key(ec.SECP256K1()),
    }
    return makers[kind]()


def _name(common: str) -> x509.Name:
    parts = ((NameOID.COUNTRY_NAME, "NL"), (NameOID.ORGANIZATION_NAME, "Harrow Courier"), (NameOID.COMMON_NAME, common))
    return x509.Name([x509.NameAttribute(*part) for part in parts])


def _usage(*names: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in names for name in USAGES})


@dataclass
class Authority:
    """A root, and what it signs."""

    folder: Path

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._key = new_key("es256")
        builder = self._builder(_name("Test root"), self._key, -900, 900)
        builder = builder.add_extension(x509.BasicConstraints(True, 0), True)
        builder = builder.add_extension(_usage("key_cert_sign", "crl_sign"), True)
        self._root = builder.sign(self._key, hashes.SHA256())
        self.root = self.folder / "root.pem"
        self.root.write_bytes(self._root.public_bytes(PEM))

    def _builder(self, name: x509.Name, key: Any, start: int, end: int) -> x509.CertificateBuilder:
        now = datetime.datetime.now(datetime.timezone.utc)
        public = key.public_key()
        return (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(_name("Test root"))
            .public_key(public)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now + datetime.timedelta(days=start))
            .not_valid_after(now + datetime.timedelta(days=end))
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), False)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()), False)
        )

    def signer(
        self, kind: str = "es256", *, start: int = -1, end: int = 30, purpose: bool = True, password: bytes = b""
    ) -> tuple[Path, Path]:
        """Certificate (with its issuer) and key, as files. `start`, `end`: days from now."""
        key = new_key(kind)
        builder = self._builder(_name("Newsroom"), key, start, end)
        builder = builder.add_extension(x509.BasicConstraints(False, None), True)
        builder = builder.add_extension(_usage("digital_signature"), True)
        if purpose:
            email = ExtendedKeyUsageOID.EMAIL_PROTECTION
            builder = builder.add_extension(x509.ExtendedKeyUsage([email]), False)
        cert = builder.sign(self._key, hashes.SHA256())
        closed: Any = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
        stem = f"{kind}-{cert.serial_number}"
        paths = self.folder / f"{stem}.pem", self.folder / f"{stem}.key"
        paths[0].write_bytes(cert.public_bytes(PEM) + self._root.public_bytes(PEM))
        paths[1].write_bytes(key.private_bytes(PEM, serialization.PrivateFormat.PKCS8, closed))
        return paths
