"""QR codes, drawn here: no other server learns what is in one."""

import base64

import qrcode
from qrcode.image.svg import SvgPathFillImage


def qr_code(text: str) -> str:
    """The code of a text as an address for an image: black on white in either appearance, with its quiet zone."""
    drawing = qrcode.make(text, image_factory=SvgPathFillImage)
    return f"data:image/svg+xml;base64,{base64.b64encode(drawing.to_string()).decode()}"
