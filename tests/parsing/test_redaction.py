import pytest

from parsing.aligned import AlignedText
from parsing.extract import extract
from parsing.redaction import SIGNS
from parsing.structure import Document

TEXT = "县委书记李##到##县人民医院检查，##街道新增确诊病例#例。2020年#月#日，##公司捐款3万元。"


def read(sign):
    found = extract(Document(AlignedText.of(TEXT.replace("#", sign)))).entities
    return [(entity.label, entity.start, entity.end) for entity in found]


@pytest.mark.parametrize("sign", SIGNS)
def test_what_withholds_is_read_alike_whatever_its_sign(sign):
    found = read(sign)
    assert {"TITLE", "PERSON", "ORG", "PLACE", "QUANTITY", "DATE"} <= {label for label, _, _ in found}
    assert found == read("×")
