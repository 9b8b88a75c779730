"""The campaigns of `make soak`, shortened: every kind of crash at every place once, and endless cells of every sort."""

import os
import random

from campaign import crash_campaign, interrupt_campaign

SEED = int(os.environ.get("CUADERNO_SOAK_SEED", "7"))


def test_crashes_in_one_session():
    wrong, seconds = crash_campaign.campaign(crash_campaign.covering(random.Random(SEED)))
    assert len(seconds) >= max(len(crash_campaign.KINDS), len(crash_campaign.PLACES))
    assert wrong == [], f"seed {SEED}\n" + "\n".join(wrong)


def test_interrupts_in_one_session():
    generator = random.Random(SEED)
    cells = interrupt_campaign.chosen(generator, 30)
    wrong, seconds = interrupt_campaign.campaign(cells, generator)
    assert wrong == [], f"seed {SEED}\n" + "\n".join(wrong)
    assert len(seconds) == len(cells)
