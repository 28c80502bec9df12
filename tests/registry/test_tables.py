import csv
import io
import warnings
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.datavalidation import DataValidation

from registry.tables import MAX_ROWS, TableError, TableRow, parse_table, read_table
from tests.registry.conftest import save_workbook

# What stands in cells: no controls, no surrogates; blanks around a cell are dropped by design.
cells = st.text(st.characters(codec="gb18030", exclude_categories=("C", "Z")), max_size=8)
tables = st.lists(st.lists(cells, min_size=2, max_size=5), min_size=1, max_size=6)


def grid(rows: list[TableRow]) -> list[tuple[str, ...]]:
    return [row.cells for row in rows]


def as_csv(rows: list[list[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()


def workbook(rows: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


WORKBOOK = workbook([["单位", "栏目"], ["县财政局", "工作动态"]])


class TestText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16"])
    def test_every_encoding_that_excel_saves(self, encoding: str) -> None:
        assert grid(parse_table("单位,栏目\n缑氏镇,动态\n".encode(encoding))) == [("单位", "栏目"), ("缑氏镇", "动态")]

    @pytest.mark.parametrize("delimiter", [",", "\t", ";"])
    def test_every_delimiter(self, delimiter: str) -> None:
        text = f"单位{delimiter}栏目\n甲{delimiter}乙，丙\n"
        assert grid(parse_table(text.encode())) == [("单位", "栏目"), ("甲", "乙，丙")]

    def test_rows_keep_the_number_that_excel_shows(self) -> None:
        rows = parse_table(b'a,b\r\n\r\n"x\r\ny",1\r\n,\r\nz,2\r\n')
        assert rows == [TableRow(1, ("a", "b")), TableRow(3, ("x\r\ny", "1")), TableRow(5, ("z", "2"))]

    def test_blanks_around_a_cell_and_invisible_characters_are_dropped(self) -> None:
        assert grid(parse_table("单位,栏目\n　县财政局 ,工作\u200b动态\u00a0\n".encode())) == [
            ("单位", "栏目"),
            ("县财政局", "工作动态"),
        ]

    def test_an_unclosed_quote_does_not_swallow_the_table(self) -> None:
        with pytest.raises(TableError, match="引号不成对"):
            parse_table('单位,栏目\n甲,"乙\n丙,丁\n'.encode())

    @pytest.mark.parametrize(
        "data", [b"\xff\x00\x81", b"a\x00b,c", "单位,栏目".encode("utf-16-le"), b"\x89PNG\r\n\x1a\n\x00"]
    )
    def test_bytes_that_are_no_text(self, data: bytes) -> None:
        with pytest.raises(TableError, match="编码不能识别"):
            parse_table(data)

    @pytest.mark.parametrize("data", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b",,\n , \n"])
    def test_a_table_that_holds_nothing(self, data: bytes) -> None:
        with pytest.raises(TableError, match="表格是空的"):
            parse_table(data)

    @given(tables, st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]))
    def test_what_was_written_is_read(self, rows: list[list[str]], encoding: str) -> None:
        written = [["单位", "栏目"], *rows]
        read = grid(parse_table(as_csv(written).encode(encoding)))
        assert read == [tuple(row) for row in written if any(row)]

    @given(tables)
    def test_what_was_written_in_gb18030_is_read(self, rows: list[list[str]]) -> None:
        data = as_csv([["单位", "栏目"], *rows]).encode("gb18030")
        read = grid(parse_table(data))
        assert read == [("单位", "栏目"), *(tuple(row) for row in rows if any(row))]


class TestWorkbooks:
    def test_cells_are_the_text_that_a_reader_sees(self) -> None:
        data = workbook(
            [
                ["a", "b", "c", "d", "e", "f"],
                ["  每周 ", 30, 30.0, 0.5, True, None],
                [date(2026, 1, 1), datetime(2026, 1, 1), datetime(2026, 1, 1, 8, 30), -2, "", "x"],
            ]
        )
        assert grid(parse_table(data))[1:] == [
            ("每周", "30", "30", "0.5", "True"),
            ("2026-01-01", "2026-01-01", "2026-01-01 08:30:00", "-2", "", "x"),
        ]

    def test_empty_rows_are_left_out_and_the_numbers_kept(self) -> None:
        data = workbook([["a"], [None], ["x"], [None], [" "]])
        assert parse_table(data) == [TableRow(1, ("a",)), TableRow(3, ("x",))]

    def test_the_first_sheet_counts(self) -> None:
        book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
        book.create_sheet("说明").append(["请勿修改"])
        book.active = 1
        out = io.BytesIO()
        book.save(out)
        assert grid(parse_table(out.getvalue()))[0] == ("单位", "栏目")

    def test_a_wrong_size_in_the_file_loses_no_row(self) -> None:
        shrunk = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(WORKBOOK)) as old, zipfile.ZipFile(shrunk, "w") as new:
            for name in old.namelist():
                data = old.read(name)
                assert name != "xl/worksheets/sheet1.xml" or b'<dimension ref="A1:B2"' in data
                new.writestr(name, data.replace(b'<dimension ref="A1:B2"', b'<dimension ref="A1:A1"'))
        assert grid(parse_table(shrunk.getvalue())) == [("单位", "栏目"), ("县财政局", "工作动态")]

    def test_a_list_to_choose_from_does_no_harm(self, tmp_path: Path) -> None:
        book = openpyxl.load_workbook(io.BytesIO(WORKBOOK))
        choice = DataValidation(type="list", formula1='"每周,每月"')
        choice.add("B2:B9")
        book.active.add_data_validation(choice)  # type: ignore[union-attr]
        book.save(tmp_path / "columns.xlsx")
        assert len(read_table(tmp_path / "columns.xlsx")) == 2

    def test_a_workbook_under_the_name_of_a_text(self, tmp_path: Path) -> None:
        save_workbook(tmp_path / "columns.csv", [["单位"], ["县财政局"]])
        assert grid(read_table(tmp_path / "columns.csv")) == [("单位",), ("县财政局",)]

    @pytest.mark.parametrize("length", [4, 100, len(WORKBOOK) // 2, len(WORKBOOK) - 30])
    def test_a_workbook_cut_short(self, length: int) -> None:
        with pytest.raises(TableError, match="已损坏"):
            parse_table(WORKBOOK[:length])

    def test_a_zip_that_is_no_workbook(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("readme.txt", "nothing")
        with pytest.raises(TableError, match="不是 Excel 工作簿"):
            parse_table(out.getvalue())

    def test_the_old_format_and_a_password_are_named(self) -> None:
        with pytest.raises(TableError, match=r"旧版 \.xls 或加了密码"):
            parse_table(bytes.fromhex("D0CF11E0A1B11AE1") + bytes(512))


class TestFiles:
    def test_a_missing_file(self, tmp_path: Path) -> None:
        with pytest.raises(TableError, match="找不到"):
            read_table(tmp_path / "columns.csv")

    def test_a_folder_in_its_place(self, tmp_path: Path) -> None:
        with pytest.raises(TableError, match="打不开"):
            read_table(tmp_path)

    def test_a_table_without_end(self) -> None:
        with pytest.raises(TableError, match=f"超过 {MAX_ROWS} 行"):
            parse_table(b"a,b\n" * (MAX_ROWS + 1))


def answers(data: bytes) -> None:
    """Any bytes are a table or a TableError with a Chinese message; nothing is printed as a warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            rows = parse_table(data)
        except TableError as error:
            assert any("\u4e00" <= character <= "\u9fff" for character in str(error))
            return
    assert rows
    assert all(any(row.cells) for row in rows)
    assert [row.number for row in rows] == sorted({row.number for row in rows})


@given(st.binary(max_size=300) | st.text(alphabet='单位栏目,;\t\n\r" \x00', max_size=60).map(str.encode))
def test_any_bytes_are_a_table_or_an_error(data: bytes) -> None:
    answers(data)


@settings(max_examples=60)
@given(st.integers(0, len(WORKBOOK) - 1), st.binary(min_size=1, max_size=12))
def test_any_damage_to_a_workbook_is_a_table_or_an_error(place: int, damage: bytes) -> None:
    answers(WORKBOOK[:place] + damage + WORKBOOK[place + len(damage) :])
