"""What the recipes of generator and discriminator share."""

import torch
from torch import nn

from models.recipe import batches


def play(generator, discriminator, x, latent, epochs, batch, smoothing=0.0, decays=False):
    """Goodfellow's game with the non-saturating loss, Adam 0.001 with beta1 = 0.5 for both."""
    of_generator = torch.optim.Adam(generator.parameters(), lr=1e-3, betas=(0.5, 0.999), fused=True)
    of_discriminator = torch.optim.Adam(discriminator.parameters(), lr=1e-3, betas=(0.5, 0.999), fused=True)
    steps = -(-len(x) // batch) * epochs
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(of_generator, steps) if decays else None
    loss = nn.functional.binary_cross_entropy_with_logits
    for _ in range(epochs):
        for rows in batches(len(x), batch):
            one, zero = torch.ones(len(rows), 1), torch.zeros(len(rows), 1)
            with torch.no_grad():
                made = generator(torch.randn(len(rows), latent))
            of_discriminator.zero_grad()
            (loss(discriminator(x[rows]), one * (1 - smoothing)) + loss(discriminator(made), zero)).backward()
            of_discriminator.step()
            of_generator.zero_grad()
            loss(discriminator(generator(torch.randn(len(rows), latent))), one).backward()
            of_generator.step()
            if schedule:
                schedule.step()
    return generator.eval()
