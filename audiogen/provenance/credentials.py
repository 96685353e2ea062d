"""A certificate and its private key: read, checked, and tried, so that nothing is spoken that cannot be signed.

The key stays in memory and in no message.
"""

from __future__ import annotations

import hashlib
import io
import wave
from dataclasses import dataclass, field
from datetime import datetime, timezone
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from audiogen.errors import SettingsError
from audiogen.provenance import SOURCE_TYPES, UNTRUSTED, claim, context, library, media_type

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

    from audiogen.settings import Settings

_PROFILE = "It needs: key usage digitalSignature, an extended key usage (such as emailProtection), no CA, an issuer."
_PAIR = "Give both: --sign CERT KEY, or sign_cert and sign_key in audiogen.toml."
_CURVES = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}


@dataclass(frozen=True)
class Credentials:
    """What a file is signed with."""

    chain: bytes
    """PEM: the signer's certificate first, its issuers after it."""
    key: bytes = field(repr=False)
    """PEM (PKCS #8), not encrypted."""
    algorithm: str
    """As C2PA names it: ``es256``, ``ps256``, ``ed25519`` ..."""

    @classmethod
    def of(cls, settings: Settings) -> Credentials | None:
        """Those that the settings name, or none. SettingsError where one is wrong or a format cannot be signed."""
        if not settings.sign_cert and not settings.sign_key:
            return None
        if not (settings.sign_cert and settings.sign_key):
            missing = "key" if settings.sign_cert else "certificate"
            raise SettingsError(f"To sign, the {missing} is missing.", _PAIR)
        from audiogen.outputs import outputs

        library()
        wanted = outputs(settings)
        if wanted.epub:
            raise SettingsError("An EPUB cannot be signed.", "Leave --sign out, or make the EPUB by itself.")
        for form in wanted.audio:
            media_type(form)
        cert, key = Path(settings.sign_cert), Path(settings.sign_key)
        return _read(cert, key, tuple(path.stat().st_mtime_ns for path in (cert, key) if path.exists()))

    @property
    def digest(self) -> str:
        """Of the certificates: another signer makes another file."""
        return hashlib.sha256(self.chain).hexdigest()

    def signer(self) -> Any:
        """The library's signer. No time stamp is asked for: that would go online."""
        c2pa = library()
        return c2pa.Signer.from_info(c2pa.C2paSignerInfo(self.algorithm, self.chain, self.key, None))


def read(cert: Path, key: Path) -> Credentials:
    """The certificate and the key in two PEM files. SettingsError says what is wrong with them."""
    from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

    chain = _certificates(cert)
    private = _private_key(key)
    if private.public_key() != chain[0].public_key():
        known = any(private.public_key() == other.public_key() for other in chain[1:])
        hint = "Put the signer's certificate first in the file." if known else "Give the key that it was made for."
        raise SettingsError(f"The key {key} does not belong to the first certificate in {cert}.", hint)
    _in_time(chain[0], cert)
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    whole = b"".join(one.public_bytes(Encoding.PEM) for one in chain)
    credentials = Credentials(whole, pem, _algorithm(private, key))
    _try(credentials, cert)
    return credentials


@lru_cache(maxsize=4)
def _read(cert: Path, key: Path, changed: tuple[int, ...]) -> Credentials:
    """Once a run, not three times an article; read again when a file is `changed`."""
    return read(cert, key)


def _bytes(path: Path, what: str) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise SettingsError(f"There is no {what} {path}.", "Check the path. " + _PAIR) from None
    except OSError as error:
        raise SettingsError(f"The {what} {path} cannot be read: {error.strerror}.", "Check the file.") from error


def _certificates(path: Path) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates

    data = _bytes(path, "certificate")
    try:
        return list(load_pem_x509_certificates(data))
    except ValueError:
        hint = "First the certificate, then the key: --sign CERT KEY." if b"PRIVATE KEY" in data else "It must be PEM."
        raise SettingsError(f"{path} holds no certificate.", hint) from None


def _private_key(path: Path) -> Any:
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    data = _bytes(path, "key")
    try:
        return load_pem_private_key(data, None)
    except TypeError:  # what the library says to an encrypted key without a password
        plain = f"Keep a copy without one where only you can read it: openssl pkey -in {path} -out plain.key"
        raise SettingsError(f"The key {path} is encrypted with a password.", plain) from None
    except (ValueError, UnsupportedAlgorithm):
        swapped = b"BEGIN CERTIFICATE" in data
        hint = "First the certificate, then the key: --sign CERT KEY." if swapped else "It must be PEM."
        raise SettingsError(f"{path} holds no private key.", hint) from None


def _in_time(cert: Certificate, path: Path) -> None:
    now, start, end = datetime.now(timezone.utc), cert.not_valid_before_utc, cert.not_valid_after_utc
    if now > end:
        raise SettingsError(f"The certificate {path} expired on {end:%Y-%m-%d}.", "Have it renewed by its issuer.")
    if now < start:
        raise SettingsError(f"The certificate {path} is valid from {start:%Y-%m-%d} on.", "Check this machine's clock.")


def _algorithm(key: Any, path: Path) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa

    if isinstance(key, ed25519.Ed25519PrivateKey):
        return "ed25519"
    if isinstance(key, rsa.RSAPrivateKey) and key.key_size >= 2048:
        return "ps256"
    if isinstance(key, ec.EllipticCurvePrivateKey) and key.curve.name in _CURVES:
        return _CURVES[key.curve.name]
    kinds = "Take an elliptic curve (P-256, P-384, P-521), Ed25519, or RSA of 2048 bits or more."
    raise SettingsError(f"The key {path} is of a kind that C2PA does not sign with.", kinds)


def _try(credentials: Credentials, path: Path) -> None:
    """Sign a moment of silence and read it back: what C2PA asks of a certificate, asked of C2PA."""
    c2pa = library()
    silence, signed = io.BytesIO(_wave(bytes(200))), io.BytesIO()
    try:
        with credentials.signer() as signer:
            c2pa.Builder(claim({"action": "c2pa.created", "digitalSourceType": SOURCE_TYPES[True]}), context()).sign(
                signer, "audio/wav", silence, signed
            )
        signed.seek(0)
        with c2pa.Reader("audio/wav", signed, context=context()) as reader:
            failures = (reader.get_validation_results() or {}).get("activeManifest", {}).get("failure", [])
    except c2pa.C2paError as error:
        raise SettingsError(f"The certificate {path} cannot sign: {str(error).strip()}.", _PROFILE) from None
    wrong = [row for row in failures if row["code"].startswith("signingCredential.") and row["code"] != UNTRUSTED]
    if wrong:
        raise SettingsError(f"The certificate {path} cannot sign: {wrong[0].get('explanation')}.", _PROFILE)


def _wave(pcm: bytes) -> bytes:
    """A WAV file around PCM (mono, 16 bit, 8 kHz)."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(pcm)
    return file.getvalue()
