"""The review's public record."""
