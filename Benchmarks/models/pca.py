"""Ten principal components of the digits, by scikit-learn."""

from sklearn.decomposition import PCA

from models.recipe import Recipe


class PCADigits(Recipe):
    name = "pca"
    data = "digits, 1,797"
    training = "10 components (scikit-learn)"
    metric = "part of the variance"

    def is_good(self, metric):
        return metric > 0.738

    def train(self, arrays):
        return PCA(10).fit(arrays["x"].flatten(1).numpy())

    def measure(self, model, arrays):
        return model.explained_variance_ratio_.sum()


recipe = PCADigits()
