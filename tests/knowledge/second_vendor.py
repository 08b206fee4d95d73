"""An invented article of another vendor, as its folder's files: other products, regions, kinds of data and words.

The article has no footnote and no table of definitions; it is in English and keeps its own subjects, as any article may.
"""

from __future__ import annotations

from pathlib import Path

NAME = "northwind-data-residency"
TITLE = "Data residency at Northwind"
URL = "https://help.northwind.example/data-residency"

FILES = {
    "article.txt": """Data residency at Northwind

Written by Mara Holt, updated on 14 March 2024

This page lists the countries in which Northwind keeps records.

Where records are kept

Ledgerly

Ledger entries, purchase receipts
Kept in Japan and Canada

Bank feeds
Kept in Canada

Shiplane

Waybills, parcel photos
Kept in Japan

Parcelbox

Locker codes
Kept in Japan and Canada

Courier routes

Audit trails

Audit trails are kept for 90 days in the country in which they were written, and then erased.
""",
    "article.yaml": f"""title: {TITLE}
url: {URL}
author: Mara Holt
modified: "2024-03-14"
modified_time: "10:30"
language: en
sections:
  - {{key: introduction, heading: Data residency at Northwind}}
  - {{key: hosting, heading: Where records are kept}}
  - {{key: trails, heading: Audit trails}}
table_explains: [northwind]
left_out:
  - {{text: This page lists the countries in which Northwind keeps records., why: announces the table}}
""",
    "regions.yaml": """regions:
  - {code: JP, written: Japan, place: japan}
  - {code: CA, written: Canada, place: canada}
""",
    "products.yaml": """products:
  - {key: ledgerly, name: Ledgerly, aliases: [ldgr]}
  - {key: shiplane, name: Shiplane}
  - {key: parcelbox, name: Parcelbox, aliases: [pbox]}
""",
    "data.yaml": """data:
  - {key: ledger_entry}
  - {key: purchase_receipt}
  - {key: bank_feed}
  - {key: waybill}
  - {key: parcel_photo}
  - {key: locker_code}
  - {key: courier_route}
""",
    "hosting.yaml": """hosting:
  - product: ledgerly
    data: [ledger_entry, purchase_receipt]
    data_quote: Ledger entries, purchase receipts
    regions: [JP, CA]
    quote: Kept in Japan and Canada
  - product: ledgerly
    data: [bank_feed]
    data_quote: Bank feeds
    regions: [CA]
    quote: Kept in Canada
  - product: shiplane
    data: [waybill, parcel_photo]
    data_quote: Waybills, parcel photos
    regions: [JP]
    quote: Kept in Japan
  - product: parcelbox
    data: [locker_code]
    data_quote: Locker codes
    regions: [JP, CA]
    quote: Kept in Japan and Canada
  - product: parcelbox
    data: [courier_route]
    data_quote: Courier routes
""",
    "definitions.yaml": "definitions: []\n",
    "statements.yaml": """statements:
  - key: trails_90_days
    section: trails
    quotes: ["Audit trails are kept for 90 days in the country in which they were written, and then erased."]
    text:
      en: Audit trails are kept for 90 days in the country in which they were written, and then erased.
      pt: As trilhas de auditoria são mantidas por 90 dias no país em que foram escritas e depois apagadas.
    duration: {amount: 90, unit: day}
    asked_by: [[audit_trail]]
    explains: [audit_trail, kept, day, month, year, northwind]
    answers: [where, how_long, how_many]
  - key: northwind_author
    section: introduction
    quotes: ["Written by Mara Holt, updated on 14 March 2024"]
    text:
      en: The article was written by Mara Holt and updated on 14 March 2024.
      pt: O artigo foi escrito por Mara Holt e atualizado em 14 de março de 2024.
    asked_by: [[page_author]]
    explains: [page_author, northwind]
    answers: [who, when]
""",
    "en.yaml": """products: {}
regions:
  JP: [Japan]
  CA: [Canada]
regions_in: {JP: Japan, CA: Canada}
data:
  ledger_entry: [ledger entries, ledger entry]
  purchase_receipt: [purchase receipts, purchase receipt]
  bank_feed: [bank feeds, bank feed]
  waybill: [waybills, waybill]
  parcel_photo: [parcel photos, parcel photo]
  locker_code: [locker codes, locker code]
  courier_route: [courier routes, courier route]
concepts:
  northwind: [Northwind]
  audit_trail: [audit trails, audit trail]
  kept: [kept, keep, retention, retained]
  page_author: [who wrote the northwind page, northwind page]
""",
    "pt.yaml": """products: {}
regions:
  JP: [Japão]
  CA: [Canadá]
regions_in: {JP: no Japão, CA: no Canadá}
data:
  ledger_entry: [lançamentos contábeis, lançamento contábil]
  purchase_receipt: [recibos de compra, recibo de compra]
  bank_feed: [extratos bancários, extrato bancário]
  waybill: [conhecimentos de carga, conhecimento de carga]
  parcel_photo: [fotos de pacotes, foto de pacote]
  locker_code: [códigos de armário, código de armário]
  courier_route: [rotas de entrega, rota de entrega]
concepts:
  northwind: [Northwind]
  audit_trail: [trilhas de auditoria, trilha de auditoria]
  kept: [mantidas, mantida, guardar, guardada, retenção]
  page_author: [quem escreveu a página da northwind, página da northwind]
""",
}


def write(folder: Path) -> None:
    """Add the article to a knowledge folder."""
    (folder / NAME).mkdir()
    for name, content in FILES.items():
        (folder / NAME / name).write_text(content, "utf-8")
